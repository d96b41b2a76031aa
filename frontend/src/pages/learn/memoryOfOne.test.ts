import { describe, expect, it } from "vitest";
import type { Prediction } from "../../api/client";
import { prediction } from "../../testing/answers";
import { memoryOf, withMemory } from "./memoryOfOne";

/** A bar three pixels wide, from one row to another, whose foot is `lean` pixels further right. */
function bar(column: number, [first, end]: readonly [number, number], lean = 0): Uint8Array {
  const pixels = new Uint8Array(784);
  for (let row = first; row < end; row += 1) {
    const from = row * 28 + column + Math.floor(((row - first) * lean) / 20);
    pixels.fill(255, from, from + 3);
  }
  return pixels;
}

/** The answer for a picture of which the network says 7, at 0.75, and 1, at 0.25. */
function read(pixels: Uint8Array): Prediction {
  const confidences = [0, 0.25, 0, 0, 0, 0, 0, 0.75, 0, 0];
  const inside = { pixels: btoa(String.fromCharCode(...pixels)), hidden: [] };
  return { ...prediction, digit: 7, confidences, network: { digit: 7, confidences }, inside };
}

const upright = read(bar(10, [4, 24]));
const memory = memoryOf(upright, 1);

describe("the memory of one drawing", () => {
  // The figures are of `remember(...).correct(...)` in `nn/online/memory.py`, for the same pictures and outputs.
  it.each([
    ["the same drawing", upright, [0.93636, 0.06818]],
    ["one that leans", read(bar(10, [4, 24], 4)), [0.49663, 0.505]],
    ["another one", read(bar(20, [4, 12])), [0.25518, 0.74486]],
  ])("corrects %s as the server's memory would", (_, answer, [one = 0, seven = 0]) => {
    const { confidences } = withMemory(memory, answer);
    expect(confidences[1]).toBeCloseTo(one, 4);
    expect(confidences[7]).toBeCloseTo(seven, 4);
  });

  it("changes the guess for the drawing that was corrected, and leaves the network's outputs as they are", () => {
    const corrected = withMemory(memory, upright);
    expect([corrected.digit, corrected.network]).toEqual([1, upright.network]);
    expect(withMemory(null, upright)).toBe(upright);
  });

  it("is none of an answer without the picture", () => {
    expect(memoryOf(prediction, 1)).toBeNull();
  });
});
