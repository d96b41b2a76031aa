/** The network as numbers: its weights, the difference of two, and the sum behind an output. */

import type { Weights } from "../../api/client";

export const side = 28;

export interface Network {
  readonly nHidden: number;
  /** 784 × nHidden, input by input. */
  readonly hidden: Float32Array;
  readonly hiddenBiases: readonly number[];
  /** For each hidden unit, its weight to every output. */
  readonly output: readonly (readonly number[])[];
  readonly outputBiases: readonly number[];
}

export function networkOf(weights: Weights): Network {
  return {
    nHidden: weights.n_hidden,
    hidden: decodeFloats(weights.hidden_weights),
    hiddenBiases: weights.hidden_biases,
    output: weights.output_weights,
    outputBiases: weights.output_biases,
  };
}

/** Decode base64 of little-endian float32, the byte order of typed arrays in every browser. */
export function decodeFloats(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** Return the later network minus the earlier one. */
export function difference(later: Network, earlier: Network): Network {
  const minus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - (b[i] ?? 0));
  return {
    nHidden: later.nHidden,
    hidden: later.hidden.map((weight, i) => weight - (earlier.hidden[i] ?? 0)),
    hiddenBiases: minus(later.hiddenBiases, earlier.hiddenBiases),
    output: later.output.map((weights, unit) => minus(weights, earlier.output[unit] ?? [])),
    outputBiases: minus(later.outputBiases, earlier.outputBiases),
  };
}

/** Return the 784 weights that lead to a hidden unit, in the order of the pixels. */
export function weightsTo({ hidden, nHidden }: Network, unit: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, input) => hidden[input * nHidden + unit] ?? 0);
}

/** Return what each hidden unit adds to the sum of an output: its activation times its weight. */
export function contributions(
  network: Network,
  activations: readonly number[],
  digit: number,
): readonly number[] {
  return network.output.map((weights, unit) => (activations[unit] ?? 0) * (weights[digit] ?? 0));
}

export interface Sum {
  readonly bias: number;
  readonly for: number;
  readonly against: number;
  readonly total: number;
  /** The sigmoid of the total: the output. */
  readonly output: number;
}

/** Return the sum behind an output: its bias, the contributions for it and those against it. */
export function sumOf(network: Network, activations: readonly number[], digit: number): Sum {
  const parts = contributions(network, activations, digit);
  const bias = network.outputBiases[digit] ?? 0;
  const inFavour = parts.reduce((sum, part) => sum + Math.max(0, part), 0);
  const against = parts.reduce((sum, part) => sum + Math.min(0, part), 0);
  const total = bias + inFavour + against;
  return { bias, for: inFavour, against, total, output: 1 / (1 + Math.exp(-total)) };
}

/** Return the 99th percentile of the absolute weights, so that a stray weight does not make all others pale. */
export function fullScale(values: Float32Array): number {
  const sorted = values.map(Math.abs).sort();
  return sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0;
}
