import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Result } from "../../api/failure";
import { askAnewForAnotherHand } from "../../api/queries";
import type { Services } from "../../services";
import { texts } from "../../texts";
import styles from "./HandView.module.css";
import { dropHand, handsBefore, keepHand } from "./handsBefore";

interface Props {
  readonly services: Services;
  /** The number of digits of the hand that draws now; 0 if there is none. */
  readonly nDigits: number;
  readonly onCarried: () => void;
}

/** For a device that several people draw on: begin a new hand, or take up one that drew here before. */
export function HandOn({ services: { api, outbox, takeBack, clock }, nDigits, onCarried }: Props) {
  const queries = useQueryClient();
  const [hands, setHands] = useState(handsBefore);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");

  /** Keep the key of the hand that draws now, if there is one, and draw for another; return whether that was done. */
  async function change(to: () => Promise<Result<unknown>>): Promise<boolean> {
    await outbox.hold();
    const problem = await tryTo(to);
    outbox.release();
    setProblem(problem);
    if (problem !== "") return false;
    takeBack.end();
    await askAnewForAnotherHand(queries);
    return true;
  }

  async function tryTo(to: () => Promise<Result<unknown>>): Promise<string> {
    // What waits belongs to the hand that drew it, and would come as the next one's.
    if (outbox.get().nWaiting > 0) return texts.handOn.waiting;
    const own = nDigits > 0 ? await api.handKey() : null;
    if (own?.ok === false || !(await to()).ok) return texts.handOn.failed;
    if (own !== null) keepHand({ key: own.value.key, nDigits, at_ms: clock.now_ms() });
    return "";
  }

  async function leave(): Promise<void> {
    if (!(await change(api.leaveHand))) return;
    setHands(handsBefore());
    setSaid(texts.handOn.someone);
  }

  async function takeUp(key: string): Promise<void> {
    if (!(await change(() => api.carryHand(key)))) return;
    dropHand(key);
    setHands(handsBefore());
    setSaid("");
    onCarried();
  }

  return (
    <div className={styles.enter}>
      {nDigits > 0 && (
        <>
          <p className={styles.note}>{texts.handOn.note}</p>
          <p>
            <button type="button" onClick={() => void leave()}>
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
                <button type="button" onClick={() => void takeUp(key)}>
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
