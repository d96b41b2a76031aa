import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { texts } from "../../texts";
import styles from "./HandView.module.css";
import { isFinal, unchangedText, type ChangingHands } from "./useChangingHands";

interface Props {
  readonly changing: ChangingHands;
  /** Something is kept of the hand that draws now. */
  readonly isHand: boolean;
  readonly onChanged: (change: "carried" | "new") => void;
}

/** For a device that several people draw on: begin a new hand, or take up one that drew here before. */
export function HandOn({ changing: { hands, leave, takeUp }, isHand, onChanged }: Props) {
  const [problem, setProblem] = useState("");
  const [isWarned, setIsWarned] = useState(false);
  const alert = useRef<HTMLParagraphElement>(null);

  async function begin(): Promise<void> {
    const unchanged = await leave(isWarned);
    setIsWarned(unchanged?.kind === "unkept");
    setProblem(unchanged === null ? "" : unchangedText(unchanged));
    if (unchanged === null) onChanged("new");
  }

  async function goBackTo(key: string): Promise<void> {
    const unchanged = await takeUp(key);
    if (unchanged !== null && isFinal(unchanged)) {
      flushSync(() => {
        setProblem(texts.handOn.gone);
      });
      alert.current?.focus(); // the button has gone with its hand
      return;
    }
    setProblem(unchanged === null ? "" : unchangedText(unchanged));
    if (unchanged === null) onChanged("carried");
  }

  return (
    <div className={styles.enter}>
      {isHand && (
        <>
          <p className={styles.note}>{texts.handOn.note}</p>
          <p>
            <button type="button" onClick={() => void begin()}>
              {texts.handOn.someoneElse}
            </button>
          </p>
        </>
      )}
      <p ref={alert} className={styles.problem} role="alert" tabIndex={-1}>
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
