import { useState } from "react";
import { texts } from "../../texts";
import styles from "./HandView.module.css";
import { unchangedText, type ChangingHands, type Unchanged } from "./useChangingHands";

interface Props {
  readonly changing: ChangingHands;
  /** The number of digits of the hand that draws now; 0 if there is none. */
  readonly nDigits: number;
  readonly onCarried: () => void;
}

/** For a device that several people draw on: begin a new hand, or take up one that drew here before. */
export function HandOn({ changing: { hands, leave, takeUp }, nDigits, onCarried }: Props) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");

  /** Say the problem, if there is one; return whether the hand was changed. */
  function isChanged(unchanged: Unchanged | null): boolean {
    setProblem(unchanged === null ? "" : unchangedText(unchanged));
    return unchanged === null;
  }

  async function begin(): Promise<void> {
    if (isChanged(await leave())) setSaid(texts.handOn.someone);
  }

  async function goBackTo(key: string): Promise<void> {
    if (!isChanged(await takeUp(key))) return;
    setSaid("");
    onCarried();
  }

  return (
    <div className={styles.enter}>
      {nDigits > 0 && (
        <>
          <p className={styles.note}>{texts.handOn.note}</p>
          <p>
            <button type="button" onClick={() => void begin()}>
              {texts.handOn.someoneElse}
            </button>
          </p>
        </>
      )}
      <p className={styles.note} role="status">
        {said}
      </p>
      <p className={styles.problem} role="alert">
        {problem}
      </p>
      {hands.length > 0 && (
        <section aria-labelledby="hands-before">
          <h3 id="hands-before">{texts.handOn.before}</h3>
          <ul>
            {hands.map(({ key, nDigits: n, at_ms }) => (
              <li key={key}>
                {texts.handOn.hand(n, new Date(at_ms))}{" "}
                <button type="button" onClick={() => void goBackTo(key)}>
                  {texts.handOn.again}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
