import { expect, it } from "vitest";
import { curvePath, linePath, place, scaleOf, ticksFor } from "./chart";

const frame = { width: 100, height: 50, x: [0, 10], y: [0, 1] } as const;

it("places values with y upwards, within the margins", () => {
  expect(place(frame, 5, 1)).toEqual({ x: 50, y: 0 });
  expect(place({ ...frame, left: 10, right: 20, top: 5, bottom: 15 }, 10, 0)).toEqual({ x: 80, y: 35 });
});

it("places the only value in the middle", () => {
  expect(place({ ...frame, x: [3, 3] }, 3, 0)).toEqual({ x: 50, y: 50 });
});

it("draws a line through its points, and a curve in pieces", () => {
  const points = [
    { x: 1, y: 2 },
    { x: 3, y: 4.26 },
  ];
  expect(linePath(points)).toBe("M1.0 2.0L3.0 4.3");
  expect(linePath([])).toBe("");
  expect(curvePath(frame, () => 0, 2)).toBe("M0.0 50.0L50.0 50.0L100.0 50.0");
});

it("has ticks from nothing to all where there are no shares", () => {
  expect(scaleOf([])).toEqual([0, 1, 0.5]);
  expect(ticksFor([])).toEqual([0, 0.5, 1]);
});
