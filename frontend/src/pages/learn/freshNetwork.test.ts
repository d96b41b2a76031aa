import { describe, expect, it } from "vitest";
import {
  activationsFor,
  costFor,
  freshNetwork,
  guessFor,
  nInputs,
  stepped,
  type Example,
  type FreshNetwork,
} from "./freshNetwork";

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator, Numerical Recipes). */
function numbers(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A picture with ink in some pixels of a stripe of its own. */
function example(label: number, shift = 0): Example {
  const inputs = new Float32Array(nInputs);
  for (let i = 0; i < 20; i += 1) inputs[label * 70 + 3 * i + shift] = 0.5 + i / 40;
  return { inputs, label };
}

describe("a network that starts from nothing", () => {
  it("steps against the slope: weights move as differences of the cost say", () => {
    const network = freshNetwork(4, numbers());
    const examples = [example(3), example(7)];
    const rate = 0.1;
    const after = stepped(network, examples, rate);
    const places = [
      ["hidden", 3 * 70 + 9],
      ["hidden", 2 * nInputs + 7 * 70 + 30],
      ["hiddenBiases", 1],
      ["output", 3 * 4 + 2],
      ["outputBiases", 7],
    ] as const;
    for (const [layer, at] of places) {
      const nudged = (by: number): FreshNetwork => {
        const moved = network[layer].slice();
        moved[at] = (moved[at] ?? 0) + by;
        return { ...network, [layer]: moved };
      };
      // Costs are summed in float64 from float32 activations: with a shorter nudge their rounding would show.
      const slope = (costFor(nudged(0.05), examples) - costFor(nudged(-0.05), examples)) / 0.1;
      const moved = (after[layer][at] ?? 0) - (network[layer][at] ?? 0);
      expect(moved / -rate).toBeCloseTo(slope, 3);
      expect(Math.abs(slope)).toBeGreaterThan(1e-4);
    }
  });

  it("leaves the network that it was given as it was", () => {
    const network = freshNetwork(4, numbers());
    const before = network.hidden.slice();
    stepped(network, [example(1)], 1);
    expect(network.hidden).toEqual(before);
  });

  it("learns ten digits until it reads them, and others like them", () => {
    const examples = Array.from({ length: 10 }, (_, label) => example(label));
    let network = freshNetwork(30, numbers());
    for (let step = 0; step < 200; step += 1) network = stepped(network, examples, 3);
    expect(examples.map(({ inputs }) => guessFor(network, inputs))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const likeThem = examples.map(({ label }) => {
      const { inputs } = example(label);
      return guessFor(
        network,
        inputs.map((input, i) => (i % 2 === 0 ? input : 0)),
      );
    });
    expect(likeThem).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("knows nothing at first: no output is sure, and no example costs nothing", () => {
    const network = freshNetwork(30, numbers());
    for (const output of activationsFor(network, example(2).inputs).outputs) {
      expect(output).toBeGreaterThan(0.02);
      expect(output).toBeLessThan(0.98);
    }
    expect(costFor(network, [])).toBe(0);
    expect(stepped(network, [], 1).output).toEqual(network.output);
  });
});
