/**
 * A network that knows nothing yet, and learns in the page: 784 inputs, hidden units and ten outputs, all sigmoids,
 * trained by gradient descent on the cross-entropy (Nielsen, *Neural Networks and Deep Learning*, chapters 1–3). The
 * program's own networks are trained on the server, by the same formulas in NumPy.
 */

import { sigmoid } from "./maths";

export const nInputs = 784;
const nOutputs = 10;

export interface FreshNetwork {
  readonly nHidden: number;
  /** For each hidden unit its 784 weights, one unit after the other. */
  readonly hidden: Float32Array<ArrayBuffer>;
  readonly hiddenBiases: Float32Array<ArrayBuffer>;
  /** For each output its weights to the hidden units, one output after the other. */
  readonly output: Float32Array<ArrayBuffer>;
  readonly outputBiases: Float32Array<ArrayBuffer>;
}

export interface Example {
  /** 784 shares of ink, 0–1. */
  readonly inputs: Float32Array;
  readonly label: number;
}

/** Return a network with small random weights; `random` gives numbers from 0 to 1. */
export function freshNetwork(nHidden: number, random: () => number): FreshNetwork {
  // Sums of many inputs stay near 0, where sigmoids are steep: a unit far out hardly learns.
  const weights = (n: number, nFeeding: number) =>
    Float32Array.from({ length: n }, () => ((2 * random() - 1) * Math.sqrt(3)) / Math.sqrt(nFeeding));
  return {
    nHidden,
    hidden: weights(nHidden * nInputs, nInputs),
    hiddenBiases: new Float32Array(nHidden),
    output: weights(nOutputs * nHidden, nHidden),
    outputBiases: new Float32Array(nOutputs),
  };
}

export interface Activations {
  readonly hidden: Float32Array;
  readonly outputs: Float32Array;
}

export function activationsFor(network: FreshNetwork, inputs: Float32Array): Activations {
  const { nHidden } = network;
  const hidden = new Float32Array(nHidden);
  for (let unit = 0; unit < nHidden; unit += 1) {
    let sum = network.hiddenBiases[unit] ?? 0;
    const at = unit * nInputs;
    for (let i = 0; i < nInputs; i += 1) sum += (network.hidden[at + i] ?? 0) * (inputs[i] ?? 0);
    hidden[unit] = sigmoid(sum);
  }
  const outputs = new Float32Array(nOutputs);
  for (let digit = 0; digit < nOutputs; digit += 1) {
    let sum = network.outputBiases[digit] ?? 0;
    const at = digit * nHidden;
    for (let unit = 0; unit < nHidden; unit += 1) {
      sum += (network.output[at + unit] ?? 0) * (hidden[unit] ?? 0);
    }
    outputs[digit] = sigmoid(sum);
  }
  return { hidden, outputs };
}

export function guessFor(network: FreshNetwork, inputs: Float32Array): number {
  const { outputs } = activationsFor(network, inputs);
  return outputs.indexOf(Math.max(...outputs));
}

/** Return the mean cross-entropy of the examples, in nats; 0 without any. */
export function costFor(network: FreshNetwork, examples: readonly Example[]): number {
  if (examples.length === 0) return 0;
  const costs = examples.map(({ inputs, label }) => {
    const { outputs } = activationsFor(network, inputs);
    // An output can be rounded to 0 or 1, whose logarithm would be infinite.
    return outputs.reduce(
      (sum, output, digit) => sum - Math.log(Math.max(1e-7, digit === label ? output : 1 - output)),
      0,
    );
  });
  return costs.reduce((sum, cost) => sum + cost, 0) / examples.length;
}

/** Return the network after a step against the slope of the mean cost. */
export function stepped(network: FreshNetwork, examples: readonly Example[], rate: number): FreshNetwork {
  const { nHidden } = network;
  const next: FreshNetwork = {
    nHidden,
    hidden: network.hidden.slice(),
    hiddenBiases: network.hiddenBiases.slice(),
    output: network.output.slice(),
    outputBiases: network.outputBiases.slice(),
  };
  const size = rate / Math.max(1, examples.length);
  for (const { inputs, label } of examples) {
    const { hidden, outputs } = activationsFor(network, inputs);
    // The error of an output is its difference from the target. The errors passed back to a hidden unit are those of
    // the outputs, times its weights to them.
    const blame = outputs.map((output, digit) => output - (digit === label ? 1 : 0));
    const passed = new Float32Array(nHidden);
    blame.forEach((off, digit) => {
      const at = digit * nHidden;
      for (let unit = 0; unit < nHidden; unit += 1) {
        passed[unit] = (passed[unit] ?? 0) + off * (network.output[at + unit] ?? 0);
        next.output[at + unit] = (next.output[at + unit] ?? 0) - size * off * (hidden[unit] ?? 0);
      }
      next.outputBiases[digit] = (next.outputBiases[digit] ?? 0) - size * off;
    });
    for (let unit = 0; unit < nHidden; unit += 1) {
      const lit = hidden[unit] ?? 0;
      const share = size * (passed[unit] ?? 0) * lit * (1 - lit);
      const at = unit * nInputs;
      for (let i = 0; i < nInputs; i += 1) {
        const input = inputs[i] ?? 0;
        if (input !== 0) next.hidden[at + i] = (next.hidden[at + i] ?? 0) - share * input;
      }
      next.hiddenBiases[unit] = (next.hiddenBiases[unit] ?? 0) - share;
    }
  }
  return next;
}

/** Return 784 bytes, 0–255, as inputs. */
export function asInputs(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels, (pixel) => pixel / 255);
}
