import { expect, it } from "vitest";
import type { Steps } from "../api/client";
import { hintWords, shownSteps } from "./hints";

const steps: Steps = {
  steps: ["grey", "level", "ink", "picture"].map((name) => ({ name, image: `data:,${name}` })),
  hints: ["too_small", "too_thin"],
};

it("says the first hint only", () => {
  expect(hintWords(steps, false)).toMatch(/rather small/);
});

it("says first of all that ink lies beyond the edge, which only the page knows", () => {
  expect(hintWords(steps, true)).toMatch(/beyond the edge/);
  expect(hintWords(null, true)).toMatch(/beyond the edge/);
});

it("says nothing of a good drawing", () => {
  expect(hintWords({ ...steps, hints: [] }, false)).toBeNull();
  expect(hintWords(null, false)).toBeNull();
});

it("shows the steps that have a caption, in their order", () => {
  expect(shownSteps(steps).map(({ name }) => name)).toEqual(["grey", "ink", "picture"]);
  expect(shownSteps(null)).toEqual([]);
});
