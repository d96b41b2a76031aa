import { expect, it } from "vitest";
import { writingOf } from "./writing";

it("writes strokes in their own time, the digit in the middle", () => {
  const [first, second] = writingOf([
    [
      [0, 0, 0],
      [400, 1000, 300],
    ],
    [
      [0, 500, 700],
      [400, 500, 900],
    ],
  ]);
  expect(first).toMatchObject({
    path: "M300 0L700 1000",
    start: { x: 300, y: 0 },
    begins_ms: 0,
    lasts_ms: 300,
  });
  expect(second).toMatchObject({ path: "M300 500L700 500", begins_ms: 700, lasts_ms: 200 });
});

it("writes strokes one after the other where no times were kept, and shows a dot", () => {
  const [line, dot] = writingOf([
    [
      [0, 0, 0],
      [0, 1000, 0],
    ],
    [[0, 500, 0]],
  ]);
  expect(line?.lasts_ms).toBeGreaterThan(0);
  expect(dot?.begins_ms).toBe(line?.lasts_ms);
  expect(dot?.path).toBe("M500 500L500 500");
});

it("has nothing to write without strokes", () => {
  expect(writingOf([])).toEqual([]);
});

it("numbers strokes beside their starts, inside the picture, and not over one another", () => {
  const [stem, bar, dot] = writingOf([
    [
      [0, 0, 0],
      [0, 1000, 300],
    ],
    [
      [0, 20, 500],
      [700, 0, 700],
    ],
    [[0, 1000, 900]],
  ]);
  expect(stem?.number).toEqual({ x: 110, y: 0 });
  expect(bar?.number).toEqual({ x: 110, y: 170 });
  expect(dot?.number).toEqual({ x: 110, y: 1000 });
});
