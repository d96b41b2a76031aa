import type { OfDigit } from "../../api/client";
import { texts } from "../../texts";
import styles from "./DigitTable.module.css";
import page from "./HandView.module.css";

const words = texts.hand.page;

/**
 * Return who reads a digit today. One drawing may be too few to tell: each is read as if the memory lacked it. The
 * memory holds fewer digits than are counted: a digit that was not drawn lately is not in it.
 */
function nowText(now: OfDigit["now"], count: number): string {
  if (now === null) return count === 0 ? words.never : words.notLately;
  return now === "neither" && count === 1 ? words.tooFew : words.nowWords[now];
}

/** How each digit of this hand was read at first sight, and who reads it today. */
export function DigitTable({ digits }: { digits: readonly OfDigit[] }) {
  return (
    <section className={page.section} aria-labelledby="by-digit">
      <h2 id="by-digit">{words.byDigit}</h2>
      <table className={styles.table}>
        <caption>{words.byDigitNote}</caption>
        <thead>
          <tr>
            {[words.digit, words.drawn, words.alone, words.together, words.now].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {digits.map(({ label, count, network, hand, now }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{count}</td>
              <td>{count === 0 ? "" : network}</td>
              <td className={hand > network ? styles.better : undefined}>{count === 0 ? "" : hand}</td>
              <td className={now === null ? styles.never : styles[now]}>{nowText(now, count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
