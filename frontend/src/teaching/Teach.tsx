import { texts } from "../texts";
import styles from "./Teach.module.css";

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

interface Props {
  readonly guess: number | null;
  readonly problem: string | null;
  readonly onConfirm: () => void;
  readonly onTeach: (label: number) => void;
  readonly onCloseProblem: () => void;
}

/** "Yes, it is a 7", or the ten digits to choose the right one from. */
export function Teach({ guess, problem, onConfirm, onTeach, onCloseProblem }: Props) {
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
      <div className={styles.problem} role="alert">
        {problem !== null && (
          <>
            <p>{problem}</p>
            <button type="button" onClick={onCloseProblem}>
              {texts.teach.close}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
