import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { createLatest } from "../../api/latest";
import { knownDigitsQuery } from "../../api/queries";
import { digits } from "../../digits";
import type { Services } from "../../services";
import { Sheet } from "../../sheet/Sheet";
import { SheetTool } from "../../sheet/SheetTool";
import { createDrawingStore } from "../../strokes/drawingStore";
import { learn } from "../../texts/learn";
import { decodeBytes, fullScale } from "../../network/network";
import { useActivations } from "../../prediction/useActivations";
import { WeightPicture } from "../../network/WeightPicture";
import explorable from "./Explorable.module.css";
import {
  activationsFor,
  asInputs,
  costFor,
  freshNetwork,
  guessFor,
  nInputs,
  stepped,
  type Example,
  type FreshNetwork,
} from "./freshNetwork";
import { LabelButtons } from "./LabelButtons";
import styles from "./FromNothing.module.css";
import { PixelPicture } from "../../network/PixelPicture";

const words = learn.fromNothing;
const nHidden = 30;
/** If larger, steps overshoot the minimum: at 3, ten digits take twice as many steps, and the pictures blot. */
const rate = 0.5;
/** Steps between two pictures of the running training; with more, one does not see the pictures grow. */
const stepsAtOnce = 1;
/** The training ends by itself after this many steps, for example if two labels contradict each other. */
const maxSteps = 400;

interface Lesson {
  readonly network: FreshNetwork;
  readonly steps: number;
}

const begin = (): Lesson => ({ network: freshNetwork(nHidden, Math.random), steps: 0 });

/** A network that knows nothing, taught in the page by one's own drawings until it reads them. */
export function FromNothing({ services, version }: { services: Services; version: number | undefined }) {
  const [lesson, setLesson] = useState(begin);
  const [examples, setExamples] = useState<readonly Example[]>([]);
  const [isRunning, setIsRunning] = useState(false);
  // A sheet of its own: what is drawn here is taught and cleared, and does not lie on the other pages' sheet.
  const [own] = useState(() => ({
    drawing: createDrawingStore(),
    activations: createLatest(services.api.activations),
  }));
  const drawn = useActivations({ ...services, ...own }, version);
  const known = useQuery(knownDigitsQuery(services.api)).data;
  const knownPixels = useMemo(() => (known === undefined ? null : decodeBytes(known.pixels)), [known]);
  const inputs = useMemo(() => (drawn === null ? null : asInputs(decodeBytes(drawn.pixels))), [drawn]);
  const { network, steps } = lesson;
  const nRead = examples.filter((example) => guessFor(network, example.inputs) === example.label).length;
  const isDone = examples.length > 0 && nRead === examples.length && costFor(network, examples) < 0.5;
  const seen = inputs === null ? null : activationsFor(network, inputs).outputs;

  const isGoing = isRunning && !isDone && steps < maxSteps;
  // Hundreds of digits: they are read once the training rests, and not at each movement of the pen.
  const nOthersRead = useMemo(
    () =>
      known === undefined || knownPixels === null || steps === 0 || isGoing
        ? null
        : nKnownRead(network, knownPixels, known.labels),
    [known, knownPixels, network, steps, isGoing],
  );
  useSteps(isGoing, () => {
    setLesson((before) => after(before, examples, stepsAtOnce));
  });

  const teach = (more: readonly Example[]) => {
    setExamples([...examples, ...more]);
    setIsRunning(false);
  };
  return (
    <div className={styles.play}>
      <div className={styles.sheet}>
        <Sheet store={own.drawing} />
        <SheetTool store={own.drawing} type="cleared" />
        <p role="status">
          {seen === null ? words.drawFirst : words.reads(seen.indexOf(Math.max(...seen)), Math.max(...seen))}
        </p>
      </div>
      <div className={styles.teach}>
        <LabelButtons
          heading={words.itIs}
          nameOf={words.teach}
          disabled={inputs === null}
          onChoose={(label) => {
            if (inputs !== null) teach([{ inputs, label }]);
            own.drawing.dispatch({ type: "cleared" });
          }}
        />
        <button
          type="button"
          disabled={known === undefined}
          onClick={() => {
            if (known !== undefined && knownPixels !== null)
              teach(oneOfEach(knownPixels, known.labels, examples.length));
          }}
        >
          {words.lend}
        </button>
        <ol className={styles.examples} aria-label={words.examples(examples.length)}>
          {examples.map(({ inputs: of, label }, i) => {
            const guess = guessFor(network, of);
            return (
              <li key={i} className={guess === label ? styles.read : styles.misread}>
                <PixelPicture inputs={of} />
                <span>{words.example(label, guess)}</span>
              </li>
            );
          })}
        </ol>
        <div className={explorable.buttons}>
          <button
            type="button"
            disabled={examples.length === 0}
            onClick={() => {
              setLesson(after(lesson, examples, 1));
            }}
          >
            {words.one}
          </button>
          <button
            type="button"
            disabled={examples.length === 0 || isDone || steps >= maxSteps}
            onClick={() => {
              setIsRunning(!isRunning);
            }}
          >
            {isGoing ? words.stop : words.untilItReads}
          </button>
          <button
            type="button"
            onClick={() => {
              setLesson(begin());
              setIsRunning(false);
            }}
          >
            {words.fromNothing}
          </button>
        </div>
        <p className={explorable.result} role="status">
          {examples.length === 0
            ? words.nothingYet
            : words.result(steps, costFor(network, examples), nRead, examples.length)}
        </p>
        {known !== undefined && nOthersRead !== null && (
          <p className={explorable.result}>{words.others(nOthersRead, known.labels.length)}</p>
        )}
      </div>
      <Weights network={network} />
    </div>
  );
}

/** Call `onStep` before each picture that the browser paints, while it is on. */
function useSteps(isOn: boolean, onStep: () => void): void {
  const newest = useRef(onStep);
  useEffect(() => {
    newest.current = onStep;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    let frame = requestAnimationFrame(function again() {
      newest.current();
      frame = requestAnimationFrame(again);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [isOn]);
}

function after({ network, steps }: Lesson, examples: readonly Example[], n: number): Lesson {
  let next = network;
  for (let step = 0; step < n; step += 1) next = stepped(next, examples, rate);
  return { network: next, steps: steps + n };
}

/** Return a made-up digit of each label, others each time. */
function oneOfEach(pixels: Uint8Array, labels: readonly number[], turn: number): readonly Example[] {
  return digits.map((label) => {
    const rows = labels.flatMap((of, row) => (of === label ? [row] : []));
    const row = rows[Math.floor(turn / 10) % Math.max(1, rows.length)] ?? 0;
    return { label, inputs: asInputs(pixels.subarray(row * nInputs, (row + 1) * nInputs)) };
  });
}

function nKnownRead(network: FreshNetwork, pixels: Uint8Array, labels: readonly number[]): number {
  return labels.filter(
    (label, row) =>
      guessFor(network, asInputs(pixels.subarray(row * nInputs, (row + 1) * nInputs))) === label,
  ).length;
}

/** The thirty units' weights, noise at first, in which shapes appear. */
function Weights({ network }: { network: FreshNetwork }) {
  const scale = useMemo(() => fullScale(network.hidden), [network]);
  // The same arrays while the network is the same: a picture is painted anew with each new array.
  const units = useMemo(
    () =>
      Array.from({ length: nHidden }, (_, unit) =>
        network.hidden.subarray(unit * nInputs, (unit + 1) * nInputs),
      ),
    [network],
  );
  return (
    <ol className={styles.units} aria-label={words.weights}>
      {units.map((values, unit) => (
        <li key={unit}>
          <WeightPicture values={values} scale={scale} />
        </li>
      ))}
    </ol>
  );
}
