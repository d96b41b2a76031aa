import { expect, it } from "vitest";
import { at } from "../testing/at";
import { leavesSheet } from "./edge";

const through = (...points: [number, number][]) => [
  { tool: "pen" as const, samples: points.map(([x, y]) => at(x, y)) },
];

it("says that a stroke left the sheet", () => {
  expect(leavesSheet(through([0.5, 0.5], [1.2, 0.5]))).toBe(true);
  expect(leavesSheet(through([0.5, -0.1]))).toBe(true);
});

it("forgives a stroke along the edge, and a blank sheet", () => {
  expect(leavesSheet(through([0, 0], [1, 1.01]))).toBe(false);
  expect(leavesSheet([])).toBe(false);
});
