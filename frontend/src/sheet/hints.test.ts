import { expect, it } from "vitest";
import type { Steps } from "../api/client";
import { maxStrokes } from "../strokes/drawing";
import type { Stroke } from "../strokes/stroke";
import { at } from "../testing/at";
import { hintText, shownSteps } from "./hints";

const steps: Steps = {
  steps: ["grey", "level", "ink", "picture"].map((name) => ({ name, image: `data:,${name}` })),
  hints: ["too_small", "too_thin"],
};
const onSheet: Stroke = { tool: "pen", samples: [at(0.5, 0.5)] };
const beyond: Stroke = { tool: "pen", samples: [at(0.5, 0.5), at(0.5, 1.2)] };
const full = Array.from({ length: maxStrokes }, () => beyond);

it("says the first of the server's hints only", () => {
  expect(hintText([onSheet], 1, steps)).toMatch(/rather small/);
});

it("says before these that there are several digits, and before that what only the page knows", () => {
  expect(hintText([onSheet], 2, steps)).toMatch(/several digits: leave a gap/);
  expect(hintText([beyond], 2, steps)).toMatch(/beyond the edge/);
  expect(hintText([beyond], 1, null)).toMatch(/beyond the edge/);
});

it("says first of all that the sheet takes no more strokes", () => {
  expect(hintText(full, 2, steps)).toMatch(/as many strokes as can be sent/);
  expect(hintText(full.slice(1), 1, null)).toMatch(/beyond the edge/);
});

it("says nothing of a good drawing", () => {
  expect(hintText([onSheet], 1, { ...steps, hints: [] })).toBeNull();
  expect(hintText([], 1, null)).toBeNull();
});

it("shows the steps that have a caption, in their order", () => {
  expect(shownSteps(steps).map(({ name }) => name)).toEqual(["grey", "ink", "picture"]);
});

it("shows empty places of a drawing's steps before they have come", () => {
  expect(shownSteps(null).map(({ caption, image }) => [caption, image])).toEqual([
    ["drawn", null],
    ["balanced", null],
    ["28×28", null],
  ]);
});
