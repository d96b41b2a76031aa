import { expect, it } from "vitest";
import { prediction } from "../testing/answers";
import { outputsOf, secondBest, secondToOffer, sureness } from "./confidences";

it("gives every output as it is, whatever they add up to", () => {
  const outputs = outputsOf({ ...prediction, confidences: Array.from({ length: 10 }, () => 0.9) });
  expect(outputs.map(({ digit }) => digit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(outputs.every(({ confidence }) => confidence === 0.9)).toBe(true);
});

it("gives ten empty outputs where nothing was read", () => {
  expect(outputsOf(null).map(({ confidence }) => confidence)).toEqual(Array.from({ length: 10 }, () => 0));
});

it("names the second largest output, which may be the largest's equal", () => {
  expect(secondBest(prediction)).toBe(1);
  expect(secondBest({ ...prediction, digit: 3, confidences: [0, 0, 0, 0.5, 0, 0, 0.5, 0, 0, 0] })).toBe(6);
});

it("is certain, in two minds, or at a loss", () => {
  const none = prediction.confidences.map(() => 0.19);
  expect(sureness(prediction)).toBe("certain");
  expect(sureness({ ...prediction, certain: false })).toBe("unsure");
  expect(sureness({ ...prediction, certain: false, confidences: none })).toBe("none");
});

it("calls a drawing unusual where the outputs are clear and yet it is not certain, and offers no second digit", () => {
  const outputs = (best: number, second: number) => ({
    ...prediction,
    certain: false,
    confidences: prediction.confidences.map((_, digit) => (digit === 7 ? best : digit === 1 ? second : 0)),
  });
  expect(sureness(outputs(1, 0.04))).toBe("unusual");
  expect(secondToOffer(outputs(1, 0.04))).toBeNull();
  expect(sureness(outputs(1, 0.05))).toBe("unsure");
  expect(secondToOffer(outputs(1, 0.05))).toBe(1);
  expect(sureness(outputs(0.49, 0.04))).toBe("unsure");
  expect(secondToOffer(outputs(0.49, 0.04))).toBeNull();
});
