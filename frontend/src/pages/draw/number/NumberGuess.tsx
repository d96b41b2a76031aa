import guess from "../../../prediction/Guess.module.css";
import { texts } from "../../../texts";
import styles from "./NumberGuess.module.css";
import type { ShownNumber } from "./useNumber";

/** The number as it is read or was corrected, large and in words. */
export function NumberGuess({ number, isDrawing }: { number: ShownNumber; isDrawing: boolean }) {
  const { digits, labels, isOfInk } = number;
  const text = labels.join("");
  const isUnsure = digits.some(({ certain, digit }, place) => !certain && digit === labels[place]);
  const isReading = isDrawing || !isOfInk;
  return (
    <section className={guess.guess} aria-labelledby="read">
      <h2 id="read">{texts.read.heading}</h2>
      <p
        className={isUnsure ? guess.unsure : guess.digit}
        style={{ fontSize: `${Math.min(4, 8 / text.length)}rem` }}
        aria-hidden="true"
        data-testid="digit"
      >
        <span className={styles.number}>{text}</span>
      </p>
      <div className={guess.words}>
        <div
          role="status"
          aria-live={isReading ? "off" : "polite"}
          data-state={isDrawing ? "drawing" : isOfInk ? "read" : "reading"}
        >
          <p>{isUnsure ? texts.severalDigits.unsure(text) : texts.severalDigits.read(text)}</p>
        </div>
      </div>
    </section>
  );
}
