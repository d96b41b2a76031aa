import { describe, expect, it } from "vitest";
import type { InkPoint } from "../ink";
import { at } from "../testing/at";
import { blankSheet, maxStrokes } from "./drawing";
import { inkOf, maxPoints, maxTime_ms } from "./ink";
import type { Sample } from "./stroke";

const sheet = (...strokes: Sample[][]) => ({
  ...blankSheet,
  finished: strokes.map((samples) => ({ tool: "pen" as const, samples })),
});

function pointsOf(...strokes: Sample[][]): readonly (readonly InkPoint[])[] {
  const ink = inkOf(sheet(...strokes));
  if (ink === null || !("strokes" in ink)) throw new Error("wanted strokes");
  return ink.strokes;
}

const times = (strokes: ReturnType<typeof pointsOf>) => strokes.flat().map(([, , t_ms]) => t_ms);
const moves = (n: number) => Array.from({ length: n }, (_, i) => at(0.5, i / n, i));

describe("what is sent of a sheet", () => {
  it("is where the pen was, and when since it first came down", () => {
    expect(pointsOf([at(0.25, 0.5, 1000), at(0.3, 0.6, 1016)], [at(1.1, -0.2, 1500)])).toEqual([
      [
        [0.25, 0.5, 0],
        [0.3, 0.6, 16],
      ],
      [[1.1, -0.2, 500]],
    ]);
  });

  it("has ten thousandths of the sheet", () => {
    expect(pointsOf([at(1 / 3, 0.123449)])).toEqual([[[0.3333, 0.1234, 0]]]);
  });

  it("has times that never fall, although a clock was put back, and end after a day", () => {
    expect(times(pointsOf([at(0, 0, 50), at(0, 0, 70)], [at(0, 0, 10), at(0, 0, 90)]))).toEqual([
      0, 20, 20, 40,
    ]);
    expect(times(pointsOf([at(0)], [at(0, 0, 2 * maxTime_ms)]))).toEqual([0, maxTime_ms]);
  });

  it("is the very same object as long as the sheet stays the same", () => {
    const drawn = sheet([at(0)]);
    expect(inkOf({ ...drawn })).toBe(inkOf(drawn));
    expect(inkOf(sheet([at(0)]))).not.toBe(inkOf(drawn));
  });

  it("is the photograph where one lies there, and nothing of a blank sheet", () => {
    const photo = { image: "data:," };
    expect(inkOf({ ...blankSheet, photo })).toBe(photo);
    expect(inkOf(blankSheet)).toBeNull();
  });

  it("has every point as long as there are not too many", () => {
    expect(pointsOf(moves(maxPoints))[0]).toHaveLength(maxPoints);
  });

  it("has fewer points where there are too many, but every stroke with both its ends", () => {
    const strokes = Array.from({ length: maxStrokes }, (_, i) => moves([1, 2, 500][i % 3] ?? 0));
    const sent = pointsOf(...strokes);
    expect(sent.flat().length).toBeLessThanOrEqual(maxPoints);
    expect(sent.flat().length).toBeGreaterThan(maxPoints / 2);
    sent.forEach((points, i) => {
      expect(points[0]?.[1]).toBe(0);
      expect(points.at(-1)?.[1]).toBeCloseTo(strokes[i]?.at(-1)?.y ?? Number.NaN, 4);
    });
  });
});
