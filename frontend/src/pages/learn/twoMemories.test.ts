import { describe, expect, it } from "vitest";
import type { Prediction } from "../../api/client";
import { prediction } from "../../testing/answers";
import { bestOf, outputsWith } from "./twoMemories";

const alone = [0, 0.25, 0, 0, 0, 0, 0, 0.75, 0, 0];
const together = [0, 0.875, 0, 0, 0, 0, 0, 0.25, 0, 0];
const odd: Prediction = {
  ...prediction,
  digit: 1,
  confidences: together,
  network: { digit: 7, confidences: alone },
};
const guessWith = (network: boolean, memory: boolean, answer = odd) => {
  const switches = { network, memory };
  return bestOf(switches, outputsWith(switches, answer));
};

describe("two memories", () => {
  it("give the outputs of both, of the network alone, and what the own memory adds and takes", () => {
    expect(outputsWith({ network: true, memory: true }, odd)).toEqual(together);
    expect(outputsWith({ network: true, memory: false }, odd)).toEqual(alone);
    expect(outputsWith({ network: false, memory: true }, odd)).toEqual([0, 0.625, 0, 0, 0, 0, 0, -0.5, 0, 0]);
    expect(outputsWith({ network: false, memory: false }, odd)).toEqual(alone.map(() => 0));
  });

  it("guess otherwise with one of them off", () => {
    expect(guessWith(true, true)).toBe(1);
    expect(guessWith(true, false)).toBe(7);
    expect(guessWith(false, true)).toBe(1);
  });

  it("guess nothing with both off, nor by a memory that corrects nothing", () => {
    expect(guessWith(false, false)).toBeNull();
    expect(guessWith(false, true, { ...odd, confidences: alone })).toBeNull();
  });
});
