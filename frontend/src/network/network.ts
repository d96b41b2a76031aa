/** The network as numbers: its weights, the difference of two, and the sum behind an output. */

import type { Weights } from "../api/client";

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

/** Decode base64 of bytes. */
export function decodeBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Decode base64 of little-endian float32, the byte order of typed arrays in every browser. */
export function decodeFloats(base64: string): Float32Array {
  return new Float32Array(decodeBytes(base64).buffer);
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
  const weights = new Float32Array(side * side);
  for (let input = 0; input < weights.length; input += 1)
    weights[input] = hidden[input * nHidden + unit] ?? 0;
  return weights;
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
  return { bias, for: inFavour, against, total, output: sigmoid(total) };
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** Return what each of 784 pixels adds to the sum of a hidden unit: its ink, 0–1, times its weight. */
export function products({ hidden, nHidden }: Network, pixels: Uint8Array, unit: number): Float32Array {
  // A loop over what has ink: thirty of these are wanted between two frames. With a function called for each weight
  // they took ten times as long, and a frame was lost whenever a guess came.
  const values = new Float32Array(side * side);
  for (let input = 0; input < values.length; input += 1) {
    const pixel = pixels[input] ?? 0;
    if (pixel > 0) values[input] = ((hidden[input * nHidden + unit] ?? 0) * pixel) / 255;
  }
  return values;
}

/** Return the activations of all hidden units for a picture of 784 pixels, 0–255. */
export function activationsOf({ hidden, hiddenBiases, nHidden }: Network, pixels: Uint8Array): number[] {
  const sums = [...hiddenBiases];
  pixels.forEach((pixel, input) => {
    if (pixel === 0) return;
    for (let unit = 0; unit < nHidden; unit += 1) {
      sums[unit] = (sums[unit] ?? 0) + (pixel / 255) * (hidden[input * nHidden + unit] ?? 0);
    }
  });
  return sums.map(sigmoid);
}

/** Return the activations with some units switched off: theirs are 0, whatever is drawn. */
export function withoutUnits(activations: readonly number[], off: ReadonlySet<number>): readonly number[] {
  return off.size === 0 ? activations : activations.map((lit, unit) => (off.has(unit) ? 0 : lit));
}

/** Return the digit whose output is the largest for these activations. */
export function guessOf({ output, outputBiases }: Network, activations: readonly number[]): number {
  const sums = [...outputBiases];
  activations.forEach((lit, unit) => {
    (output[unit] ?? []).forEach((weight, digit) => {
      sums[digit] = (sums[digit] ?? 0) + lit * weight;
    });
  });
  return sums.indexOf(Math.max(...sums));
}

/** Return the places of the `n` values that are furthest from zero, the furthest first; never those of zeros. */
export function strongest(values: ArrayLike<number>, n: number): readonly number[] {
  const size = (i: number) => Math.abs(values[i] ?? 0);
  return Array.from(values, (_, i) => i)
    .filter((i) => size(i) > 0)
    .sort((a, b) => size(b) - size(a))
    .slice(0, n);
}

/** Return the 99th percentile of the absolute weights, so that a stray weight does not make all others pale. */
export function fullScale(values: Float32Array): number {
  const sorted = values.map(Math.abs).sort();
  return sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0;
}
