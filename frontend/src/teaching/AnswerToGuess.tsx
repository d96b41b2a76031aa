import type { ReactNode } from "react";
import { digits } from "../digits";
import { texts } from "../texts";
import styles from "./Teach.module.css";

interface Props {
  /** The buttons that confirm what was read. */
  readonly yes: ReactNode;
  /** What to do where that is wrong; it names the ten buttons together. */
  readonly no: string;
  /** Whether `no` is told to those who do not see it when it changes. */
  readonly isNoTold?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: (label: number) => void;
  /** Beside `no`. */
  readonly children?: ReactNode;
}

/** What a person can answer to a guess: yes, or else one of the buttons 0 to 9. */
export function AnswerToGuess({ yes, no, isNoTold = false, disabled = false, onChoose, children }: Props) {
  return (
    <section className={styles.teach} aria-labelledby="teach">
      <h2 id="teach">{texts.teach.heading}</h2>
      {yes}
      <div className={styles.row}>
        <p id="correct" className={styles.no} role={isNoTold ? "status" : undefined}>
          {no}
        </p>
        {children}
      </div>
      <div className={styles.digits} role="group" aria-labelledby="correct">
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            aria-label={texts.teach.choose(digit)}
            disabled={disabled}
            onClick={() => {
              onChoose(digit);
            }}
          >
            {digit}
          </button>
        ))}
      </div>
    </section>
  );
}
