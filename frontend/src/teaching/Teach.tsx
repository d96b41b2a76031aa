import { texts } from "../texts";
import type { Notice } from "./notice";
import styles from "./Teach.module.css";

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

interface Props {
  readonly guess: number | null;
  readonly notice: Notice;
  readonly onConfirm: () => void;
  readonly onTeach: (label: number) => void;
}

/** "Yes, it is a 7", or the ten digits to choose the right one from; and what became of it. */
export function Teach({ guess, notice, onConfirm, onTeach }: Props) {
  return (
    <section className={styles.teach} aria-labelledby="teach">
      <h2 id="teach">{texts.teach.heading}</h2>
      <button type="button" className={styles.yes} disabled={guess === null} onClick={onConfirm}>
        {guess === null ? texts.teach.yesWithoutGuess : texts.teach.yes(guess)}
      </button>
      <p id="correct" className={styles.no}>
        {texts.teach.no}
      </p>
      <div className={styles.digits} role="group" aria-labelledby="correct">
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            aria-label={texts.teach.choose(digit)}
            onClick={() => {
              onTeach(digit);
            }}
          >
            {digit}
          </button>
        ))}
      </div>
      <p
        className={notice.kind === "problem" ? styles.problem : styles.thanks}
        role="status"
        data-testid="notice"
      >
        {notice.kind === "quiet" ? "" : notice.words}
      </p>
    </section>
  );
}
