import { describe, expect, it } from "vitest";
import type { Ink } from "../ink";
import { createDrawingStore } from "../strokes/drawingStore";
import { at } from "../testing/at";
import { createFakeClock } from "../testing/fakeClock";
import { readLive } from "./liveReading";

/** A sheet, and what was read of it: how many samples each stroke had, or the photograph. */
function setUp() {
  const drawing = createDrawingStore();
  const clock = createFakeClock();
  const read: (string | null)[] = [];
  const whilePenDown: (string | null)[] = [];
  const end = readLive({
    drawing,
    clock,
    read: (ink, isPenDown) => {
      read.push(nameOf(ink));
      if (isPenDown) whilePenDown.push(nameOf(ink));
    },
  });
  const began = () => {
    drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
  };
  const moved = () => {
    drawing.dispatch({ type: "moved", pointer: 1, samples: [at(1)] });
  };
  const ended = () => {
    drawing.dispatch({ type: "ended", pointer: 1 });
  };
  return { drawing, clock, read, whilePenDown, end, began, moved, ended };
}

function nameOf(ink: Ink | null): string | null {
  if (ink === null) return null;
  return "image" in ink ? ink.image : ink.strokes.map((points) => points.length).join("+");
}

describe("live reading", () => {
  it("reads a stroke the moment it ends", () => {
    const { read, began, moved, ended } = setUp();
    began();
    moved();
    ended();
    expect(read).toEqual([null, "2"]);
  });

  it("reads now and then while the pen moves, however many samples come", async () => {
    const { clock, read, whilePenDown, began, moved, ended } = setUp();
    began();
    for (let i = 0; i < 24; i += 1) {
      moved();
      await clock.pass(10);
    }
    expect(read).toEqual([null, "13", "25"]);
    moved();
    ended();
    expect(read.at(-1)).toBe("26");
    expect(whilePenDown).toEqual(["13", "25"]);
    await clock.pass(1000);
    expect(read).toHaveLength(4);
  });

  it("reads nothing while the pen rests", async () => {
    const { clock, read, began } = setUp();
    began();
    await clock.pass(1000);
    expect(read).toEqual([null, "1"]);
  });

  it("reads what undo brings back, a photograph, and a blank sheet", () => {
    const { drawing, read, began, ended } = setUp();
    began();
    ended();
    drawing.dispatch({ type: "pasted", photo: { image: "data:," } });
    drawing.dispatch({ type: "undone" });
    drawing.dispatch({ type: "cleared" });
    expect(read).toEqual([null, "1", "data:,", "1", null]);
  });

  it("reads once more what is left when a stroke is cancelled after a part of it was read", async () => {
    const { drawing, clock, read, began } = setUp();
    began();
    await clock.pass(200);
    expect(read.at(-1)).toBe("1");
    drawing.dispatch({ type: "cancelled", pointer: 1 });
    expect(read.at(-1)).toBe(null);
  });

  it("ends", async () => {
    const { clock, read, end, began } = setUp();
    began();
    end();
    await clock.pass(1000);
    expect(read).toEqual([null]);
  });
});
