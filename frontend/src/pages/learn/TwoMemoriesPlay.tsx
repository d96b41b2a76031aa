import { useEffect, useState, useSyncExternalStore } from "react";
import { digits } from "../../digits";
import { readLive } from "../../prediction/liveReading";
import { createReader } from "../../prediction/reader";
import type { Services } from "../../services";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { createDrawingStore } from "../../strokes/drawingStore";
import { learn } from "../../texts/learn";
import explorable from "./Explorable.module.css";
import { memoryOf, withMemory, type MemoryOfOne } from "./memoryOfOne";
import { writeOddOne } from "./oddOne";
import styles from "./TwoMemoriesPlay.module.css";
import { bestOf, outputsWith, type Switches } from "./twoMemories";

const words = learn.twoMemories;
const nothing = digits.map(() => 0);

/** How a sheet is read with the network and the own memory switched on or off, and after one correction. */
export function TwoMemoriesPlay({ services: { api, clock } }: { services: Services }) {
  const [switches, setSwitches] = useState<Switches>({ network: true, memory: true });
  const [memory, setMemory] = useState<MemoryOfOne | null>(null);
  const [nWritten, setNWritten] = useState(0);
  // A sheet of its own: what the page writes on it must not lie on the page Draw as if it were the visitor's.
  const [{ drawing, reader }] = useState(() => ({
    drawing: createDrawingStore(),
    reader: createReader({ predict: api.predict, clock }),
  }));
  useEffect(() => readLive({ drawing, read: reader.read, clock }), [drawing, reader, clock]);
  const reading = useSyncExternalStore(reader.subscribe, reader.get);
  const answer = reading.state === "blank" ? null : reading.answer;
  const corrected = answer === null ? null : withMemory(memory, answer);
  const outputs = corrected === null ? nothing : outputsWith(switches, corrected);
  const best = corrected === null ? null : bestOf(switches, outputs);
  const isCorrection = switches.memory && !switches.network;
  return (
    <div className={explorable.play}>
      <div className={styles.drawn}>
        <Sheet store={drawing} />
        <div className={explorable.buttons}>
          <button
            type="button"
            onClick={() => {
              writeOddOne(drawing, nWritten);
              setNWritten(nWritten + 1);
            }}
          >
            {nWritten === 0 ? words.odd : words.anotherOdd}
          </button>
          <SheetTool store={drawing} type="cleared" />
        </div>
        <div role="group" aria-label={words.itIs} className={styles.labels}>
          <span>{words.itIs}</span>
          {digits.map((label) => (
            <button
              key={label}
              type="button"
              // Only for the very drawing that lies there, not for an answer to the one before.
              disabled={reading.state !== "read"}
              aria-label={words.tell(label)}
              onClick={() => {
                if (answer !== null) setMemory(memoryOf(answer, label));
              }}
            >
              {label}
            </button>
          ))}
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
        {memory !== null ? (
          <>
            <p className={styles.note}>{words.told(memory.label)}</p>
            <div className={explorable.buttons}>
              <button
                type="button"
                onClick={() => {
                  setMemory(null);
                }}
              >
                {words.forget}
              </button>
            </div>
          </>
        ) : (
          answer !== null && (
            <p className={styles.note}>{answer.hand === null ? words.noMemory : words.tellMore}</p>
          )
        )}
      </div>
    </div>
  );
}
