import { useState, useSyncExternalStore } from "react";
import { digits } from "../../digits";
import { secondBest } from "../../prediction/confidences";
import type { Reader } from "../../prediction/reader";
import { refusalText } from "../../refusalText";
import type { Services } from "../../services";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { useImage } from "../../strokes/useStrokes";
import { texts } from "../../texts";
import explorable from "./Explorable.module.css";
import { SandboxOutcome } from "./SandboxOutcome";
import styles from "./Sandbox.module.css";
import { Slider } from "./Slider";
import { useSandbox } from "./useSandbox";

const most = 100;
const words = texts.learn.sandbox;

/** Back-propagation on one's own drawing, in a copy of the network that is then forgotten. */
export function Sandbox({ services }: { services: Services }) {
  const { api, drawing, picture } = services;
  const image = useImage(drawing, picture);
  const other = useOtherDigit(services.reader);
  const [chosen, setLabel] = useState<number | null>(null);
  const label = chosen ?? other;
  const [rate, setRate] = useState(0.03);
  const [rehearse, setRehearse] = useState(false);
  const [steps, setSteps] = useState(0);
  const experiment = image === null ? null : { image, label, steps, learning_rate: rate, rehearse };
  const { result, failure } = useSandbox(api, experiment);
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
                // A tap on what is chosen already settles it too; a change by keyboard is a click as well.
                onClick={() => {
                  setLabel(digit);
                }}
                readOnly // For React, which would miss an onChange; to HTML it says nothing here.
              />
              <span>{digit}</span>
            </label>
          ))}
        </fieldset>
        <Slider
          label={words.rate}
          {...{ value: rate, min: 0.01, max: 1, step: 0.01, words: texts.learn.number(rate) }}
          onChange={setRate}
        />
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
        <div className={explorable.buttons}>
          {[1, 10].map((n) => (
            <button
              key={n}
              type="button"
              disabled={image === null || steps === most}
              onClick={() => {
                setLabel(label); // What is taught stays, whatever the network would guess next.
                setSteps(Math.min(most, steps + n));
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
            {texts.learn.again}
          </button>
        </div>
        <p className={styles.words} role="status">
          {image === null
            ? words.drawFirst
            : failure === null
              ? words.taken(steps)
              : failureText(failure.failure)}
        </p>
      </div>
      <SandboxOutcome result={result} label={label} />
    </div>
  );
}

/** The digit that the network would guess next: telling it that gives the copy something to learn. */
function useOtherDigit(reader: Reader): number {
  const reading = useSyncExternalStore(reader.subscribe, reader.get);
  const answer = reading.state === "blank" ? null : reading.answer;
  return answer === null ? 3 : secondBest(answer);
}

function failureText(failure: { kind: string; code?: string; detail?: string }): string {
  return failure.kind === "refused"
    ? refusalText(failure.code ?? "", failure.detail ?? "")
    : texts.failures.away;
}
