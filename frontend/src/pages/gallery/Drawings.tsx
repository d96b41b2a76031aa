import type { Digit } from "../../api/client";
import { DigitInk } from "../../DigitInk";
import { texts } from "../../texts";
import styles from "./Drawings.module.css";

interface Props {
  readonly digits: readonly Digit[];
  /** Takes a digit back; null where not all of them are this person's. */
  readonly onTakeBack: ((id: number) => Promise<void>) | null;
}

export function Drawings({ digits, onTakeBack }: Props) {
  return (
    <ol className={styles.drawings}>
      {digits.map(({ id, label, predicted }) => {
        const isMisread = predicted !== null && predicted !== label;
        return (
          <li key={id} className={isMisread ? styles.misread : styles.drawing}>
            <span className="ink-on-sheet">
              <DigitInk id={id} alt={texts.gallery.alt(label)} isLazy />
            </span>
            <span className={styles.words}>
              {label}
              {isMisread && <span className={styles.guess}> {texts.gallery.readAs(predicted)}</span>}
            </span>
            {onTakeBack !== null && (
              <button
                type="button"
                aria-label={texts.gallery.takeBackOne(label, id)}
                onClick={() => void onTakeBack(id)}
              >
                {texts.gallery.takeBack}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}
