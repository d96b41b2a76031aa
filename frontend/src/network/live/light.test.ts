import { expect, it } from "vitest";
import { approach, nothingShown } from "./light";

const link = { from: 3, to: 1, value: 0.6, strength: 0.6 };
const pixels = new Uint8Array(784);
pixels[5] = 255;
const aim = {
  inside: { pixels, hidden: [0.5, 1] },
  outputs: [0, 0.9],
  links: { toHidden: [link], toOutput: [] },
};
const dark = { inside: null, outputs: [], links: { toHidden: [], toOutput: [] } };

it("goes on towards what is to be shown, frame by frame, and stands still there", () => {
  const shown = nothingShown(2);
  expect(approach(shown, aim, 16)).toBe(true);
  const early = shown.outputs[1] ?? 0;
  expect(early).toBeGreaterThan(0);
  expect(early).toBeLessThan(0.9);
  let nFrames = 1;
  while (approach(shown, aim, 16)) nFrames += 1;
  expect(nFrames).toBeLessThan(60); // a second
  expect([...shown.hidden]).toEqual([0.5, 1]);
  expect(shown.outputs[1]).toBeCloseTo(0.9);
  expect(shown.pixels[5]).toBe(1);
  expect([...shown.links.values()]).toEqual([{ layer: "toHidden", link, shown: 0.6 }]);
});

it("shows it at once where nothing shall move", () => {
  const shown = nothingShown(2);
  approach(shown, aim, Infinity);
  expect(shown.hidden[1]).toBe(1);
  expect(approach(shown, aim, 16)).toBe(false);
});

it("goes dark again, and forgets the links that are gone", () => {
  const shown = nothingShown(2);
  approach(shown, aim, Infinity);
  while (approach(shown, dark, 16));
  expect(Math.max(...shown.pixels, ...shown.hidden, ...shown.outputs)).toBe(0);
  expect(shown.links.size).toBe(0);
});
