import { expect, it } from "vitest";
import type { Ink } from "../../ink";
import { isBlank } from "../../strokes/drawing";
import { samples } from "../../strokes/samples";
import { laidOnSheet } from "../../strokes/stored";
import { answered, prediction } from "../../testing/answers";
import { createFakeClock } from "../../testing/fakeClock";
import { createGhost } from "./ghost";

function setUp() {
  const clock = createFakeClock();
  const read: Ink[] = [];
  const predict = (ink: Ink) => {
    read.push(ink);
    return Promise.resolve(answered(prediction));
  };
  const ghost = createGhost({ predict, clock });
  const begin = () => {
    ghost.begin(laidOnSheet(samples[7] ?? []));
  };
  return { clock, ghost, read, begin };
}

it("writes once, is read on the way, is seen for a while and goes", async () => {
  const { clock, ghost, read, begin } = setUp();
  begin();
  expect(ghost.get()).toBe("writing");
  await clock.pass(1000);
  expect(read.length).toBeGreaterThan(2);
  await clock.pass(1000);
  expect(ghost.get()).toBe("written");
  expect(ghost.drawing.get().finished).toHaveLength(2);
  expect(ghost.reader.get()).toMatchObject({ state: "read" });
  await clock.pass(2600);
  expect(ghost.get()).toBe("ended");
  expect(isBlank(ghost.drawing.get())).toBe(true);
  expect(ghost.reader.get()).toEqual({ state: "blank" });
  begin();
  expect(ghost.get()).toBe("ended");
});

it("is gone at once when it is ended, and reads no more", async () => {
  const { clock, ghost, read, begin } = setUp();
  begin();
  await clock.pass(500);
  ghost.end();
  const nRead = read.length;
  await clock.pass(10_000);
  expect(ghost.get()).toBe("ended");
  expect(ghost.drawing.get()).toMatchObject({ finished: [], active: null });
  expect(read).toHaveLength(nRead);
});

it("does not come any more once it was ended before it began", () => {
  const { ghost, begin } = setUp();
  ghost.end();
  begin();
  expect(ghost.get()).toBe("ended");
});
