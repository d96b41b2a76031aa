import { useRef, useState, useSyncExternalStore } from "react";
import { digits } from "../../digits";
import { secondBest } from "../../prediction/confidences";
import type { Reader } from "../../prediction/reader";
import type { Services } from "../../services";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { useInk } from "../../strokes/useStrokes";
import { learn } from "../../texts/learn";
import explorable from "./Explorable.module.css";
import { failureText } from "./failureText";
import { ForgettingWall } from "./ForgettingWall";
import { SandboxOutcome } from "./SandboxOutcome";
import styles from "./Sandbox.module.css";
import { Slider } from "./Slider";
import { useSandbox } from "./useSandbox";

interface Props {
  readonly services: Services;
  readonly version: number | undefined;
}

/** The most steps that the server accepts. */
const maxSteps = 100;
const words = learn.sandbox;

/** Back-propagation on the drawing, in a copy of the network that is then forgotten. */
export function Sandbox({ services, version }: Props) {
  const { api, drawing } = services;
  const ink = useInk(drawing);
  const other = useOtherDigit(services.reader);
  const [chosen, setLabel] = useState<number | null>(null);
  const label = chosen ?? other;
  const [rate, setRate] = useState(0.03);
  const [rehearse, setRehearse] = useState(false);
  const [steps, setSteps] = useState(0);
  const experiment = ink === null ? null : { ink, label, steps, learning_rate: rate, rehearse };
  const wall = useRef<HTMLDivElement>(null);
  const { result, failure } = useSandbox(services, experiment, version);
  return (
    <div className={styles.sandbox}>
      <div className={styles.sheet}>
        <Sheet store={drawing} />
        <SheetTool
          store={drawing}
          type="cleared"
          onUse={() => {
            setLabel(null);
            setSteps(0);
          }}
        />
      </div>
      <div className={styles.controls}>
        <fieldset className={styles.labels}>
          <legend>{words.label}</legend>
          {digits.map((digit) => (
            <label key={digit}>
              <input
                type="radio"
                name="label"
                checked={digit === label}
                // onClick, so that a tap on the preselected digit chooses it; the keyboard makes a click, too.
                onClick={() => {
                  setLabel(digit);
                }}
                // Without readOnly React warns that `checked` has no onChange; HTML ignores readOnly on radio buttons.
                readOnly
              />
              <span>{digit}</span>
            </label>
          ))}
        </fieldset>
        <Slider
          label={words.rate}
          {...{ value: rate, min: 0.01, max: 1, step: 0.01, words: learn.number(rate) }}
          onChange={setRate}
        />
        <div className={explorable.buttons}>
          {[1, 10].map((n) => (
            <button
              key={n}
              type="button"
              disabled={ink === null || steps === maxSteps}
              onClick={() => {
                setLabel(label); // The label stays, whatever the network guesses next.
                setSteps(Math.min(maxSteps, steps + n));
              }}
            >
              {words.steps(n)}
            </button>
          ))}
          <button
            type="button"
            disabled={steps === 0}
            onClick={() => {
              setSteps(0);
            }}
          >
            {learn.again}
          </button>
        </div>
        <div className={explorable.buttons}>
          <button
            type="button"
            disabled={ink === null}
            onClick={() => {
              setLabel(label);
              setRate(0.3);
              setSteps(40);
              // The effect is seen on the wall.
              wall.current?.scrollIntoView({ block: "nearest" });
            }}
          >
            {words.forget}
          </button>
        </div>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={rehearse}
            onChange={({ currentTarget }) => {
              setRehearse(currentTarget.checked);
            }}
          />
          {words.rehearse}
        </label>
        <p className={styles.words} role="status">
          {ink === null ? words.drawFirst : failure === null ? words.taken(steps) : failureText(failure)}
        </p>
      </div>
      <div ref={wall} className={styles.wall}>
        <ForgettingWall
          api={api}
          guesses={result?.guesses_after ?? null}
          rate={rate}
          isRehearsed={rehearse}
        />
      </div>
      <div className={styles.outcome}>
        <SandboxOutcome result={result} label={label} />
      </div>
    </div>
  );
}

/**
 * Return the digit with the second-largest output, or 3 without an answer: with that label the copy has something to
 * learn.
 */
function useOtherDigit(reader: Reader): number {
  const reading = useSyncExternalStore(reader.subscribe, reader.get);
  const answer = reading.state === "blank" ? null : reading.answer;
  return answer === null ? 3 : secondBest(answer);
}
