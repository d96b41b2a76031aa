import { useState, useSyncExternalStore } from "react";
import { digits } from "../../digits";
import type { Services } from "../../services";
import { useStrokes } from "../../strokes/useStrokes";
import { learn } from "../../texts/learn";
import explorable from "./Explorable.module.css";
import { writeOddOne } from "./oddOne";
import styles from "./TwoMemoriesPlay.module.css";
import { bestOf, outputsWith, type Switches } from "./twoMemories";

const words = learn.twoMemories;
const nothing = digits.map(() => 0);

/** How the sheet is read with the network and the own memory switched on or off. */
export function TwoMemoriesPlay({ services: { drawing, reader } }: { services: Services }) {
  const [switches, setSwitches] = useState<Switches>({ network: true, memory: true });
  const strokes = useStrokes(drawing);
  const reading = useSyncExternalStore(reader.subscribe, reader.get);
  const answer = reading.state === "blank" ? null : reading.answer;
  const outputs = answer === null ? nothing : outputsWith(switches, answer);
  const best = answer === null ? null : bestOf(switches, outputs);
  const isCorrection = switches.memory && !switches.network;
  return (
    <div className={explorable.play}>
      <div className={styles.drawn}>
        <svg
          className={styles.sheet}
          viewBox="0 0 100 100"
          role="img"
          aria-label={words.sheet(strokes.length)}
        >
          {strokes.map(({ samples }, i) => (
            <polyline key={i} points={samples.map(({ x, y }) => `${x * 100},${y * 100}`).join(" ")} />
          ))}
        </svg>
        <div className={explorable.buttons}>
          <button
            type="button"
            onClick={() => {
              writeOddOne(drawing);
            }}
          >
            {words.odd}
          </button>
        </div>
      </div>
      <div className={explorable.controls}>
        {(["network", "memory"] as const).map((which) => (
          <label key={which} className={styles.switch}>
            <input
              type="checkbox"
              checked={switches[which]}
              onChange={({ currentTarget }) => {
                setSwitches({ ...switches, [which]: currentTarget.checked });
              }}
            />
            {words.switches[which]}
          </label>
        ))}
        <ol className={styles.outputs} aria-label={isCorrection ? words.corrections : words.outputs}>
          {digits.map((digit) => {
            const output = outputs[digit] ?? 0;
            return (
              <li key={digit} className={digit === best ? styles.best : undefined}>
                <span className="visually-hidden">{words.output(digit, output, isCorrection)}</span>
                <span className={styles.column} aria-hidden="true">
                  <span
                    className={output < 0 ? styles.taken : styles.given}
                    style={{ height: `${Math.abs(output) * 50}%` }}
                  />
                </span>
                <span aria-hidden="true">{digit}</span>
              </li>
            );
          })}
        </ol>
        <p className={styles.words} role="status">
          {answer === null ? words.drawFirst : words.guess(switches, best)}
        </p>
        {answer !== null && answer.hand === null && <p className={styles.note}>{words.noMemory}</p>}
      </div>
    </div>
  );
}
