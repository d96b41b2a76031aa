import { useEffect, useRef, useState } from "react";
import { digits } from "../../digits";
import { readLive } from "../../prediction/liveReading";
import { failureText } from "../../prediction/failureText";
import { createReader, type Reading } from "../../prediction/reader";
import { useReading } from "../../prediction/useReading";
import type { Services } from "../../services";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { createDrawingStore } from "../../strokes/drawingStore";
import { useHasInk } from "../../strokes/useStrokes";
import { texts } from "../../texts";
import { learn } from "../../texts/learn";
import explorable from "./Explorable.module.css";
import { LabelButtons } from "./LabelButtons";
import { memoryOf, withMemory, type MemoryOfOne } from "./memoryOfOne";
import { writeOddOne } from "./oddOne";
import styles from "./TwoMemoriesPlay.module.css";
import { bestOf, outputsWith, type Switches } from "./twoMemories";

const words = learn.twoMemories;
const nothing = digits.map(() => 0);

/** How a sheet is read with the network and the own memory switched on or off, and after one correction. */
export function TwoMemoriesPlay({ services, version }: { services: Services; version: number | undefined }) {
  const { api, clock } = services;
  const [switches, setSwitches] = useState<Switches>({ network: true, memory: true });
  const [memory, setMemory] = useState<MemoryOfOne | null>(null);
  const [nWritten, setNWritten] = useState(0);
  // A sheet of its own: what the page writes on it must not lie on the page Draw as if it were the visitor's.
  const [{ drawing, reader }] = useState(() => ({
    drawing: createDrawingStore(),
    reader: createReader({ predict: api.predict, clock }),
  }));
  useEffect(() => {
    const stop = readLive({ drawing, read: reader.read, clock });
    return () => {
      stop();
      reader.read(null); // else it would go on trying to have the last drawing read
    };
  }, [drawing, reader, clock]);
  const labels = useRef<HTMLDivElement>(null);
  const reading = useReading(reader, !useHasInk(drawing), version);
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
        <LabelButtons
          ref={labels}
          heading={words.itIs}
          nameOf={words.tell}
          // Only for the very drawing that lies there, not for an answer to the one before.
          disabled={reading.state !== "read"}
          onChoose={(label) => {
            if (answer !== null) setMemory(memoryOf(answer, label));
          }}
        />
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
        <div role="status">
          <p className={styles.words}>{withoutAnswer(reading) ?? words.guess(switches, best)}</p>
          {memory !== null && <p className={styles.note}>{words.told(memory.label)}</p>}
        </div>
        {memory !== null ? (
          <div className={explorable.buttons}>
            <button
              type="button"
              onClick={() => {
                setMemory(null);
                labels.current?.querySelector("button")?.focus(); // this button goes
              }}
            >
              {words.forget}
            </button>
          </div>
        ) : (
          answer !== null && (
            <p className={styles.note}>{answer.hand === null ? words.noMemory : words.tellMore}</p>
          )
        )}
      </div>
    </div>
  );
}

/** Say why there is nothing to show yet; null where there is. */
function withoutAnswer(reading: Reading): string | null {
  if (reading.state === "blank") return words.drawFirst;
  if (reading.answer !== null) return null;
  return reading.state === "failed" ? failureText(reading.failure) : texts.read.reading;
}
