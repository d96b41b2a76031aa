import { useId, useState } from "react";
import { learn } from "../../texts/learn";
import styles from "./PredictThenSee.module.css";

interface Props {
  readonly question: string;
  readonly options: readonly string[];
  /** The answer, shown after the guess; null while it is loading. */
  readonly answer: string | null;
  /** The option that is right; null while it is not known. */
  readonly right: number | null;
  /** Why there is no answer. */
  readonly problem?: string | null;
  readonly onGuess?: () => void;
}

/** A question whose answer is shown only after a guess: what one has predicted, one remembers. */
export function PredictThenSee({ question, options, answer, right, problem = null, onGuess }: Props) {
  const [guess, setGuess] = useState<number | null>(null);
  const id = useId();
  return (
    <div className={styles.question} role="group" aria-labelledby={id}>
      <p id={id}>
        <b>{learn.predict}</b> {question}
      </p>
      <div className={styles.options}>
        {options.map((option, i) => (
          <button
            key={option}
            type="button"
            aria-pressed={guess === i}
            className={guess !== null && i === right ? styles.right : undefined}
            onClick={() => {
              setGuess(i);
              onGuess?.();
            }}
          >
            {option}
          </button>
        ))}
      </div>
      <p role="status" className={styles.answer}>
        {guess === null
          ? ""
          : answer === null || right === null
            ? (problem ?? learn.computing)
            : `${guess === right ? learn.foreseen : learn.otherwise} ${answer}`}
      </p>
    </div>
  );
}
