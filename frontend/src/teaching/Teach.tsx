import type { ReactNode } from "react";
import { texts } from "../texts";
import { AnswerToGuess } from "./AnswerToGuess";
import styles from "./Teach.module.css";

interface Props {
  readonly guess: number | null;
  /** The second guess, where the network is not sure. */
  readonly second: number | null;
  /** The drawing is still written or read: nothing can be confirmed yet. */
  readonly isUnderWay: boolean;
  /** The server takes no answer to this drawing. */
  readonly isRefused: boolean;
  readonly onConfirm: () => void;
  readonly onTeach: (label: number) => void;
  /** The id of what should be known before a yes. */
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** "Yes, it is a 7", or "It’s a 7 / It’s a 1" where it is not sure; below them the ten digits to choose from. */
export function Teach({
  guess,
  second,
  isUnderWay,
  isRefused,
  onConfirm,
  onTeach,
  describedBy,
  children,
}: Props) {
  const isOfTwo = guess !== null && second !== null && !isUnderWay;
  return (
    <AnswerToGuess
      yes={
        isOfTwo ? (
          <div className={styles.either}>
            {[guess, second].map((digit) => (
              <button
                key={digit}
                type="button"
                className={styles.yes}
                aria-describedby={describedBy}
                onClick={() => {
                  onTeach(digit);
                }}
              >
                {texts.teach.either(digit)}
              </button>
            ))}
          </div>
        ) : (
          <button
            type="button"
            className={styles.yes}
            aria-describedby={describedBy}
            disabled={guess === null || isUnderWay}
            onClick={onConfirm}
          >
            {guess === null ? texts.teach.yesWithoutGuess : texts.teach.yes(guess)}
          </button>
        )
      }
      no={isRefused ? texts.teach.unanswerable : isOfTwo ? texts.teach.neither : texts.teach.no}
      isNoTold={isRefused}
      disabled={isRefused}
      onChoose={onTeach}
    >
      {children}
    </AnswerToGuess>
  );
}
