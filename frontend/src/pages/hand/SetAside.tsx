import type { HeldDigit } from "../../api/client";
import { DigitInk } from "../../DigitInk";
import { texts } from "../../texts";
import page from "./HandView.module.css";
import styles from "./SetAside.module.css";

const words = texts.hand.page;

/** The digits that wait for the administrator, each with the reason. */
export function SetAside({ held, nHeld }: { held: readonly HeldDigit[]; nHeld: number }) {
  return (
    <section className={page.section} aria-labelledby="set-aside">
      <h2 id="set-aside">{words.setAside}</h2>
      <p className={page.note}>{words.setAsideNote(nHeld, held.length)}</p>
      {held.length > 0 && (
        <ol className={styles.held}>
          {held.map(({ id, label, read_as, why }) => (
            <li key={id}>
              <span className="ink-on-sheet">
                <DigitInk id={id} alt={words.held(label)} isLazy />
              </span>
              <span>{texts.hand.why[why](label, read_as, 1)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
