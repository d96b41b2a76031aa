import { expect, it } from "vitest";
import { insideOf, liveLinks, strongestLinks, wiringOf, type Wiring } from "./wiring";

/** Two hidden units. Pixel 0 and pixel 100 lead to the first, pixel 300 to the second. */
function wiring(): Wiring {
  const toHidden = new Float32Array(784 * 2);
  toHidden[0] = 4;
  toHidden[1 * 2] = 3; // beside pixel 0
  toHidden[100 * 2] = 2;
  toHidden[300 * 2 + 1] = -1;
  const weights = (digit: number, weight: number) =>
    Array.from({ length: 10 }, (_, i) => (i === digit ? weight : 0));
  return { nHidden: 2, toHidden, toOutput: [weights(7, 2), weights(1, -1)] };
}

it("decodes the weights and the picture as the server sends them", () => {
  const floats = new Float32Array(784);
  floats[3] = 0.5;
  const base64 = btoa(String.fromCharCode(...new Uint8Array(floats.buffer)));
  const weights = {
    version: 1,
    n_hidden: 1,
    hidden_weights: base64,
    hidden_biases: [0],
    output_weights: [[1]],
    output_biases: [0],
  };
  expect(wiringOf(weights).toHidden).toEqual(floats);
  expect(insideOf({ pixels: btoa("\x00\xff"), hidden: [0.5] })).toEqual({
    pixels: new Uint8Array([0, 255]),
    hidden: [0.5],
  });
});

it("draws the strongest connections, and none beside a stronger one of the same unit", () => {
  const { toHidden, toOutput } = strongestLinks(wiring());
  expect(toHidden).toEqual([
    { from: 0, to: 0, strength: 1 },
    { from: 100, to: 0, strength: 0.5 },
    { from: 300, to: 1, strength: 0.25 },
  ]);
  expect(toOutput).toEqual([
    { from: 0, to: 7, strength: 1 },
    { from: 1, to: 1, strength: 0.5 },
  ]);
});

it("lights what carries the drawing: ink times weight into units that are lit, and their votes", () => {
  const pixels = new Uint8Array(784);
  pixels[100] = 255;
  pixels[300] = 255; // speaks against its unit: not drawn
  const { toHidden, toOutput } = liveLinks(wiring(), { pixels, hidden: [0.8, 0.9] });
  expect(toHidden).toEqual([{ from: 100, to: 0, strength: 1 }]);
  expect(toOutput).toEqual([{ from: 0, to: 7, strength: 1 }]);
});

it("draws nothing for a blank picture and units that are dark", () => {
  expect(liveLinks(wiring(), { pixels: new Uint8Array(784), hidden: [0, 0] })).toEqual({
    toHidden: [],
    toOutput: [],
  });
});
