import type { Span } from "../../api/client";
import { texts } from "../../texts";
import page from "./HandView.module.css";
import styles from "./OverTime.module.css";
import { misreadShares } from "./misreadShares";

const words = texts.hand.page;

/** The share of this hand's digits that was misread at first sight, span by span, with and without the memory. */
export function OverTime({ spans }: { spans: readonly Span[] }) {
  const shares = misreadShares(spans);
  const largest = Math.max(0.01, ...shares.flatMap(({ network, hand }) => [network, hand]));
  return (
    <section className={page.section} aria-labelledby="over-time">
      <h2 id="over-time">{words.overTime}</h2>
      <p className={page.note}>{words.overTimeNote}</p>
      <ol className={styles.spans}>
        {shares.map(({ span: { first, last, network, hand }, ...share }) => (
          <li key={first}>
            <span className="visually-hidden">{words.spanWords(first, last, network, hand)}</span>
            {(["network", "hand"] as const).map((whose) => (
              <span key={whose} className={styles[whose]} aria-hidden="true">
                <span className={styles.value}>{words.misread(share[whose])}</span>
                <span className={styles.bar} style={{ height: `${(share[whose] / largest) * 5}rem` }} />
              </span>
            ))}
            <span className={styles.which} aria-hidden="true">
              {words.span(first, last)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
