import { describe, expect, it } from "vitest";
import type { Weights } from "../api/client";
import {
  activationsOf,
  contributions,
  decodeFloats,
  difference,
  fullScale,
  guessOf,
  networkOf,
  products,
  strongest,
  sumOf,
  weightsTo,
  withoutUnits,
} from "./network";

/** Two hidden units: unit 0 looks at the first pixel with 2, unit 1 at the last with -1. */
function weights(): Weights {
  const hidden = new Float32Array(784 * 2);
  hidden[0] = 2;
  hidden[783 * 2 + 1] = -1;
  const bytes = new Uint8Array(hidden.buffer);
  const output = (first: number) => [first, ...Array.from({ length: 9 }, () => 0)];
  return {
    version: 1,
    n_hidden: 2,
    hidden_weights: btoa(String.fromCharCode(...bytes)),
    hidden_biases: [0.5, -0.5],
    output_weights: [output(3), output(-4)],
    output_biases: output(-1),
  };
}

describe("the network", () => {
  it("is decoded from base64 of float32", () => {
    expect([...decodeFloats("AACAPwAAAMA=")]).toEqual([1, -2]);
  });

  it("has for each unit the picture of its weights", () => {
    const network = networkOf(weights());
    expect(weightsTo(network, 0)[0]).toBe(2);
    expect(weightsTo(network, 1)[783]).toBe(-1);
    expect(weightsTo(network, 1)[0]).toBe(0);
  });

  it("tells what each unit adds to an output, and what becomes of it", () => {
    const network = networkOf(weights());
    expect(contributions(network, [1, 0.5], 0)).toEqual([3, -2]);
    // -1 + 3 - 2 = 0, and the sigmoid of 0 is one half.
    expect(sumOf(network, [1, 0.5], 0)).toEqual({ bias: -1, for: 3, against: -2, total: 0, output: 0.5 });
  });

  it("lights its units by what is drawn: ink times weight, and the bias", () => {
    const network = networkOf(weights());
    const pixels = new Uint8Array(784);
    pixels[0] = 255;
    pixels[783] = 51; // a fifth
    expect(products(network, pixels, 0)[0]).toBe(2);
    expect(products(network, pixels, 1)[783]).toBeCloseTo(-0.2);
    // 0.5 + 2 = 2.5 and -0.5 - 0.2 = -0.7, through the sigmoid.
    expect(activationsOf(network, pixels)).toEqual([expect.closeTo(0.924142), expect.closeTo(0.331812)]);
  });

  it("guesses without the units that are switched off", () => {
    const network = networkOf(weights());
    const lit = [1, 0.1];
    expect(guessOf(network, lit)).toBe(0); // -1 + 3 - 0.4, and 0 for the nine others
    expect(withoutUnits(lit, new Set([0]))).toEqual([0, 0.1]);
    expect(guessOf(network, withoutUnits(lit, new Set([0])))).not.toBe(0);
  });

  it("finds what is furthest from zero, either way", () => {
    expect(strongest([1, -3, 0, 2], 3)).toEqual([1, 3, 0]);
    expect(strongest([0, 0], 3)).toEqual([]);
  });

  it("differs from itself by nothing, and from another by what was learned", () => {
    const before = networkOf(weights());
    const after = networkOf({
      ...weights(),
      hidden_biases: [1, 1],
      output_biases: before.outputBiases.slice(),
    });
    expect(Math.max(...difference(before, before).hidden)).toBe(0);
    expect(difference(after, before).hiddenBiases).toEqual([0.5, 1.5]);
  });

  it("is painted on a scale that one stray weight does not spoil", () => {
    expect(fullScale(Float32Array.from({ length: 784 }, (_, i) => (i === 5 ? 1000 : -1)))).toBe(1);
    expect(fullScale(new Float32Array(784))).toBe(0);
  });
});
