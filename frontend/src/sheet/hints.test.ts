import { expect, it } from "vitest";
import type { Steps } from "../api/client";
import { hintText, shownSteps } from "./hints";

const steps: Steps = {
  steps: ["grey", "level", "ink", "picture"].map((name) => ({ name, image: `data:,${name}` })),
  hints: ["too_small", "too_thin"],
};

it("says the first hint only", () => {
  expect(hintText(steps, false)).toMatch(/rather small/);
});

it("says first of all that ink lies beyond the edge, which only the page knows", () => {
  expect(hintText(steps, true)).toMatch(/beyond the edge/);
  expect(hintText(null, true)).toMatch(/beyond the edge/);
});

it("says nothing of a good drawing", () => {
  expect(hintText({ ...steps, hints: [] }, false)).toBeNull();
  expect(hintText(null, false)).toBeNull();
});

it("shows the steps that have a caption, in their order", () => {
  expect(shownSteps(steps).map(({ name }) => name)).toEqual(["grey", "ink", "picture"]);
  expect(shownSteps(null)).toEqual([]);
});
