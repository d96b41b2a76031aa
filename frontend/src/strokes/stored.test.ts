import { expect, it } from "vitest";
import { samples } from "./samples";
import { laidOnSheet, varied } from "./stored";

const one = [
  [
    [0, 0, 0],
    [500, 1000, 40],
  ],
];

it("lies in the middle of the sheet, as large as people write, at its own times", () => {
  const [stroke] = laidOnSheet(one, 1000);
  expect(stroke?.samples.map(({ x, y, time_ms }) => [x, y, time_ms])).toEqual([
    [expect.closeTo(0.34), expect.closeTo(0.18), 1000],
    [expect.closeTo(0.66), expect.closeTo(0.82), 1040],
  ]);
});

it("leans and widens a little when it is varied, and stays where it was", () => {
  const points = varied(one, () => 1).flat();
  expect(Math.min(...points.map(([x = 0]) => x))).toBe(0);
  // 0.06 wider, and the head, 1000 above the foot, 0.07 of that to the right.
  expect(points).toEqual([
    [0, 0, 0],
    [expect.closeTo(530 - 70), 1000, 40],
  ]);
  expect(varied(one, () => 0.5).flat()).toEqual(one.flat());
});

it("has a sample of each digit, as large as a stored drawing", () => {
  expect(samples).toHaveLength(10);
  for (const sample of samples) {
    const places = sample.flat().flatMap(([x = -1, y = -1]) => [x, y]);
    expect(Math.min(...places)).toBe(0);
    expect(Math.max(...places)).toBe(1000);
  }
});
