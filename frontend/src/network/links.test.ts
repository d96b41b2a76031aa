import { expect, it } from "vitest";
import { insideOf, linksToOutputs, linksToUnit, liveLinks, strongestLinks } from "./links";
import type { Network } from "./network";

/** Two hidden units. Pixel 0 and pixel 100 lead to the first, pixel 300 to the second. */
function network(): Network {
  const hidden = new Float32Array(784 * 2);
  hidden[0] = 4;
  hidden[1 * 2] = 3; // beside pixel 0
  hidden[100 * 2] = 2;
  hidden[300 * 2 + 1] = -1;
  const weights = (digit: number, weight: number) =>
    Array.from({ length: 10 }, (_, i) => (i === digit ? weight : 0));
  return {
    nHidden: 2,
    hidden,
    hiddenBiases: [0, 0],
    output: [weights(7, 2), weights(1, -1)],
    outputBiases: Array.from({ length: 10 }, () => 0),
  };
}

function inked(...places: number[]): Uint8Array {
  const pixels = new Uint8Array(784);
  for (const place of places) pixels[place] = 255;
  return pixels;
}

it("decodes the picture as the server sends it", () => {
  expect(insideOf({ pixels: btoa("\x00\xff"), hidden: [0.5] })).toEqual({
    pixels: new Uint8Array([0, 255]),
    hidden: [0.5],
  });
});

it("draws the strongest connections, and none beside a stronger one of the same unit", () => {
  const { toHidden, toOutput } = strongestLinks(network());
  expect(toHidden).toEqual([
    { from: 0, to: 0, value: 4, strength: 1 },
    { from: 100, to: 0, value: 2, strength: 0.5 },
    { from: 300, to: 1, value: -1, strength: 0.25 },
  ]);
  expect(toOutput).toEqual([
    { from: 0, to: 7, value: 2, strength: 1 },
    { from: 1, to: 1, value: -1, strength: 0.5 },
  ]);
});

it("lights what carries the drawing: ink times weight into units that are lit, and their votes", () => {
  // Pixel 300 speaks against its unit: not drawn.
  const { toHidden, toOutput } = liveLinks(network(), { pixels: inked(100, 300), hidden: [0.5, 0.9] });
  expect(toHidden).toEqual([{ from: 100, to: 0, value: 1, strength: 1 }]);
  expect(toOutput).toEqual([{ from: 0, to: 7, value: 1, strength: 1 }]);
});

it("draws nothing for a blank picture and units that are dark", () => {
  expect(liveLinks(network(), { pixels: new Uint8Array(784), hidden: [0, 0] })).toEqual({
    toHidden: [],
    toOutput: [],
  });
});

it("names what speaks for and against one unit and the digits, the strongest first, no more than are wanted", () => {
  expect(linksToUnit(network(), inked(0, 1, 100), 0, 2)).toEqual([
    { from: 0, to: 0, value: 4, strength: 1 },
    { from: 1, to: 0, value: 3, strength: 0.75 },
  ]);
  expect(linksToUnit(network(), inked(300), 1, 5)).toEqual([{ from: 300, to: 1, value: -1, strength: 1 }]);
  expect(linksToOutputs(network(), [0.5, 1], 1)).toHaveLength(1);
  expect(linksToOutputs(network(), [0.25, 1], 2)).toEqual([
    { from: 1, to: 1, value: -1, strength: 1 },
    { from: 0, to: 7, value: 0.5, strength: 0.5 },
  ]);
});
