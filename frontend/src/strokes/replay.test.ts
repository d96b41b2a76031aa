import { expect, it } from "vitest";
import { createFakeClock } from "../testing/fakeClock";
import { strokesOf } from "./drawing";
import { createDrawingStore } from "./drawingStore";
import { paced, replay } from "./replay";
import type { Stroke } from "./stroke";

const stroke = (...points: [x: number, y: number, time_ms: number][]): Stroke => ({
  tool: "mouse",
  samples: points.map(([x, y, time_ms]) => ({ x, y, pressure: 0.5, time_ms })),
});
const timesOf = (strokes: readonly Stroke[]) =>
  strokes.map(({ samples }) => samples.map(({ time_ms }) => Math.round(time_ms)));

it("keeps the pace of the pen, with short pauses, in the time that it is given", () => {
  // A second of drawing, a minute's rest, a second of drawing: the rest becomes 160 ms.
  const strokes = [stroke([0, 0, 0], [0, 1, 1000]), stroke([1, 0, 61_000], [1, 1, 62_000])];
  expect(timesOf(paced(strokes, 2160))).toEqual([
    [0, 1000],
    [1160, 2160],
  ]);
  expect(timesOf(paced(strokes, 216))).toEqual([
    [0, 100],
    [116, 216],
  ]);
});

it("goes by the way where no times are known", () => {
  expect(timesOf(paced([stroke([0, 0, 0], [0.1, 0, 0], [0.4, 0, 0])], 400))).toEqual([[0, 100, 400]]);
});

it("paces a dot, and nothing at all", () => {
  expect(timesOf(paced([stroke([0.5, 0.5, 9])], 400))).toEqual([[0]]);
  expect(paced([], 400)).toEqual([]);
});

it("writes the strokes one after the other, and says when it has ended", async () => {
  const clock = createFakeClock();
  const store = createDrawingStore();
  let nEnds = 0;
  const strokes = [stroke([0, 0, 0], [0, 1, 100]), stroke([0.5, 0, 200], [0.5, 1, 300])];
  replay(store, strokes, clock, () => {
    nEnds += 1;
  });
  await clock.pass(48);
  // Half-way down the first stroke: three frames of 16 ms.
  expect(store.get().active?.samples.at(-1)?.y).toBeCloseTo(0.48);
  await clock.pass(102);
  expect(store.get().finished).toHaveLength(1);
  expect(store.get().active).toBeNull();
  await clock.pass(160);
  expect(store.get().finished).toHaveLength(2);
  expect(store.get().finished[1]?.samples.at(-1)).toMatchObject({ x: 0.5, y: 1 });
  expect(nEnds).toBe(1);
});

it("lifts the pen where it is when it is stopped", async () => {
  const clock = createFakeClock();
  const store = createDrawingStore();
  const stop = replay(
    store,
    [stroke([0, 0, 0], [0, 1, 100]), stroke([1, 0, 200], [1, 1, 300])],
    clock,
    () => undefined,
  );
  await clock.pass(50);
  stop();
  const left = strokesOf(store.get());
  expect(left).toHaveLength(1);
  await clock.pass(1000);
  expect(strokesOf(store.get())).toBe(left);
});
