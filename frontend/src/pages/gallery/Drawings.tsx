import type { Digit } from "../../api/client";
import { DigitInk } from "../../DigitInk";
import { texts } from "../../texts";
import styles from "./Drawings.module.css";
import { linkId } from "./useOpened";

interface Props {
  readonly digits: readonly Digit[];
  /** Takes a digit back; null where not all of them are this person's. */
  readonly onTakeBack: ((digit: Digit) => void) | null;
  /** The address that opens a drawing. */
  readonly addressOf: (id: number) => string;
}

export function Drawings({ digits, onTakeBack, addressOf }: Props) {
  return (
    <ol className={styles.drawings}>
      {digits.map((digit) => {
        const { id, label, predicted } = digit;
        const isMisread = predicted !== null && predicted !== label;
        return (
          <li key={id} className={isMisread ? styles.misread : styles.drawing}>
            <span className="ink-on-sheet">
              <a id={linkId(id)} href={addressOf(id)}>
                <DigitInk id={id} alt={texts.gallery.alt(label)} isLazy />
              </a>
            </span>
            <span className={styles.words}>
              {label}
              {isMisread && <span className={styles.guess}> {texts.gallery.readAs(predicted)}</span>}
            </span>
            {onTakeBack !== null && (
              <button
                type="button"
                aria-label={texts.gallery.takeBackOne(label, id)}
                onClick={() => {
                  onTakeBack(digit);
                }}
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
