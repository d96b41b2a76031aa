import { texts } from "../../texts";
import styles from "./Hands.module.css";
import { InkFigure } from "./InkFigure";
import type { WallHand } from "./wallState";

/** The hands side by side, without names: of each its newest digits, the newest largest. */
export function Hands({ hands }: { hands: readonly WallHand[] }) {
  return (
    <ol className={`${styles.hands ?? ""} ${sizeOf(hands.length) ?? ""}`} aria-label={texts.wall.hands}>
      {hands.map(({ name, number, digits: [newest, ...older] }) => (
        <li key={name} className={styles.hand} aria-label={texts.wall.hand(number)}>
          {newest !== undefined && (
            // The key starts the arrival anew for each digit.
            <InkFigure
              key={newest.id}
              digit={newest}
              label={texts.wall.digit(newest.label)}
              className={styles.newest}
            />
          )}
          <div className={styles.older}>
            {older.map((digit) => (
              <InkFigure
                key={digit.id}
                digit={digit}
                label={texts.wall.digit(digit.label)}
                className={styles.old}
              />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The more hands there are, the smaller each is, so that all are seen without a scroll. */
function sizeOf(nHands: number): string | undefined {
  if (nHands <= 8) return styles.few;
  return nHands <= 18 ? styles.some : styles.many;
}
