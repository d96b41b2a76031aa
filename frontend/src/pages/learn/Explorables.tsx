import { useState } from "react";
import { learn } from "../../texts/learn";
import type { Frame } from "../chart";
import styles from "./Explorable.module.css";
import { costOf, descend, sigmoid, valley } from "./maths";
import { Plot } from "./Plot";
import { Slider } from "./Slider";

const { neuron: neuronTexts, cost: costTexts, descent: descentTexts } = learn;
const size = { width: 340, height: 190, left: 34, right: 10, top: 10, bottom: 34 };
const neuronFrame: Frame = { ...size, x: [-8, 8], y: [0, 1] };
const costFrame: Frame = { ...size, x: [0.01, 1], y: [0, 4.7] };
const descentFrame: Frame = { ...size, x: [-4, 6], y: [0, 9.5] };

/** A neuron with a single input. */
export function NeuronPlay() {
  const [input, setInput] = useState(0.8);
  const [weight, setWeight] = useState(4);
  const [bias, setBias] = useState(-2);
  const z = weight * input + bias;
  return (
    <div className={styles.play}>
      <Plot
        frame={neuronFrame}
        f={sigmoid}
        axes={{
          x: { name: neuronTexts.xAxis, ticks: [-8, -4, 0, 4, 8] },
          y: { name: neuronTexts.yAxis, ticks: [0, 0.5, 1] },
        }}
        at={Math.max(-8, Math.min(8, z))}
        label={neuronTexts.plot}
      />
      <div className={styles.controls}>
        <Slider
          label={neuronTexts.input}
          {...{ value: input, min: 0, max: 1, step: 0.05, words: learn.number(input) }}
          onChange={setInput}
        />
        <Slider
          label={neuronTexts.weight}
          {...{ value: weight, min: -8, max: 8, step: 0.5, words: learn.number(weight) }}
          onChange={setWeight}
        />
        <Slider
          label={neuronTexts.bias}
          {...{ value: bias, min: -4, max: 4, step: 0.5, words: learn.number(bias) }}
          onChange={setBias}
        />
        <p className={styles.result}>{neuronTexts.result(weight, input, bias, z, sigmoid(z))}</p>
      </div>
    </div>
  );
}

/** The cost of an output that should be 1. */
export function CostPlay() {
  const [output, setOutput] = useState(0.3);
  return (
    <div className={styles.play}>
      <Plot
        frame={costFrame}
        f={costOf}
        axes={{
          x: { name: costTexts.xAxis, ticks: [0.01, 0.25, 0.5, 0.75, 1] },
          y: { name: costTexts.yAxis, ticks: [0, 1, 2, 3, 4] },
        }}
        at={output}
        label={costTexts.plot}
      />
      <div className={styles.controls}>
        <Slider
          label={costTexts.output}
          {...{ value: output, min: 0.01, max: 1, step: 0.01, words: learn.number(output) }}
          onChange={setOutput}
        />
        <p className={styles.result}>{costTexts.result(output, costOf(output))}</p>
      </div>
    </div>
  );
}

const start = -2.5;

/** Gradient descent on a single weight. */
export function DescentPlay() {
  const [rate, setRate] = useState(0.4);
  const [path, setPath] = useState<readonly number[]>([start]);
  const weight = path.at(-1) ?? start;
  return (
    <div className={styles.play}>
      <Plot
        frame={descentFrame}
        f={valley}
        axes={{
          x: { name: descentTexts.xAxis, ticks: [-4, -2, 0, 2, 4, 6] },
          y: { name: descentTexts.yAxis, ticks: [0, 3, 6, 9] },
        }}
        at={weight}
        trail={path.slice(0, -1)}
        label={descentTexts.plot}
      />
      <div className={styles.controls}>
        <Slider
          label={descentTexts.rate}
          {...{ value: rate, min: 0.1, max: 3.5, step: 0.1, words: learn.number(rate) }}
          onChange={setRate}
        />
        <div className={styles.buttons}>
          <button
            type="button"
            onClick={() => {
              setPath([...path, descend(weight, rate)]);
            }}
          >
            {descentTexts.step}
          </button>
          <button
            type="button"
            onClick={() => {
              setPath([start]);
            }}
          >
            {learn.again}
          </button>
        </div>
        <p className={styles.result} role="status">
          {descentTexts.result(path.length - 1, valley(weight))}
        </p>
      </div>
    </div>
  );
}
