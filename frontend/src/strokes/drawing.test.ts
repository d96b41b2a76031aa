import { describe, expect, it } from "vitest";
import { at } from "../testing/at";
import {
  blankDrawing,
  blankSheet,
  drawingAfter,
  maxStrokes,
  strokesOf,
  type Drawing,
  type DrawingAction,
} from "./drawing";
import type { Tool } from "./stroke";

const began = (pointer: number, tool: Tool = "mouse"): DrawingAction => ({
  type: "began",
  pointer,
  tool,
  sample: at(pointer),
});
const moved = (pointer: number, ...xs: number[]): DrawingAction => ({
  type: "moved",
  pointer,
  samples: xs.map((x) => at(x)),
});
const ended = (pointer: number): DrawingAction => ({ type: "ended", pointer });
const cancelled = (pointer: number): DrawingAction => ({ type: "cancelled", pointer });

function drawn(...actions: DrawingAction[]): Drawing {
  return actions.reduce(drawingAfter, blankDrawing);
}

describe("a drawing", () => {
  it("keeps a stroke from where it began to where it ended", () => {
    expect(drawn(began(1), moved(1, 2, 3), ended(1))).toMatchObject({
      finished: [{ tool: "mouse", samples: [at(1), at(2), at(3)] }],
      active: null,
    });
  });

  it("keeps a tap as a stroke of one sample", () => {
    expect(drawn(began(1), ended(1)).finished).toEqual([{ tool: "mouse", samples: [at(1)] }]);
  });

  it("shows the stroke under the pen last", () => {
    const drawing = drawn(began(1), ended(1), began(2), moved(2, 5));
    expect(strokesOf(drawing).map(({ samples }) => samples.length)).toEqual([1, 2]);
  });

  it("ignores a second finger until the first is lifted", () => {
    const drawing = drawn(began(1, "touch"), began(2, "touch"), moved(2, 9), ended(2), ended(1));
    expect(drawing.finished).toEqual([{ tool: "touch", samples: [at(1)] }]);
  });

  it("gives the sheet to a pen that comes after the palm", () => {
    const drawing = drawn(began(1, "touch"), moved(1, 4), began(2, "pen"), moved(1, 5), ended(2), ended(1));
    expect(drawing.finished).toEqual([{ tool: "pen", samples: [at(2)] }]);
  });

  it("takes touches for palms where a pen has drawn, until the sheet is cleared", () => {
    const penned = drawn(began(1, "pen"), ended(1), began(2, "touch"), ended(2));
    expect(penned.finished).toHaveLength(1);
    expect(drawn(began(1, "pen"), ended(1), { type: "cleared" }, began(2, "touch")).active).not.toBeNull();
  });

  it("drops a stroke that the browser cancels, and no other", () => {
    expect(drawn(began(1), cancelled(1))).toEqual(blankDrawing);
    expect(drawn(began(1), cancelled(2)).active).not.toBeNull();
  });

  it("undoes the stroke under way first, then the newest, then nothing", () => {
    const twoStrokes = [began(1), ended(1), began(2), ended(2)];
    expect(drawn(...twoStrokes, began(3), { type: "undone" }).finished).toHaveLength(2);
    expect(drawn(...twoStrokes, { type: "undone" }).finished).toEqual([{ tool: "mouse", samples: [at(1)] }]);
    expect(drawn({ type: "undone" })).toBe(blankDrawing);
  });

  it("is blank after clearing, also in the middle of a stroke, whose end then says nothing", () => {
    expect(drawn(began(1), ended(1), began(2), { type: "cleared" }, moved(2, 3), ended(2))).toMatchObject({
      finished: [],
      photo: null,
      active: null,
    });
  });

  it("brings back by redo what undo took away, until something else is drawn", () => {
    const twoStrokes = drawn(began(1), ended(1), began(2), ended(2));
    const undone = [{ type: "undone" }, { type: "undone" }] as const;
    const redone = [{ type: "redone" }, { type: "redone" }] as const;
    expect([...undone, ...redone].reduce(drawingAfter, twoStrokes)).toEqual(twoStrokes);
    const drawnAnew = [...undone, began(3), ended(3), ...redone].reduce(drawingAfter, twoStrokes);
    expect(drawnAnew.finished).toEqual([{ tool: "mouse", samples: [at(3)] }]);
  });

  it("brings back by undo what was cleared, but not what was handed in", () => {
    const oneStroke = drawn(began(1), ended(1));
    expect(drawingAfter(drawingAfter(oneStroke, { type: "cleared" }), { type: "undone" }).finished).toBe(
      oneStroke.finished,
    );
    const fresh = drawingAfter(oneStroke, { type: "replaced", sheet: blankSheet });
    expect(drawingAfter(fresh, { type: "undone" })).toBe(fresh);
  });

  it("gives way to a photograph, and a photograph to the next stroke; undo leads back", () => {
    const photo = { image: "data:," };
    const pasted = drawn(began(1), ended(1), { type: "pasted", photo });
    expect(pasted).toMatchObject({ finished: [], photo });
    const written = [began(2), ended(2)].reduce(drawingAfter, pasted);
    expect(written).toMatchObject({ finished: [{ samples: [at(2)] }], photo: null });
    const unwritten = drawingAfter(written, { type: "undone" });
    expect(unwritten).toMatchObject({ finished: [], photo });
    expect(drawingAfter(unwritten, { type: "undone" })).toMatchObject({
      finished: [{ samples: [at(1)] }],
      photo: null,
    });
  });

  it("keeps a photograph until a stroke has ended, also where the browser cancels the stroke or undo drops it", () => {
    const pasted = drawn({ type: "pasted", photo: { image: "data:," } });
    const begun = drawingAfter(pasted, began(1));
    expect(begun.photo).toBe(pasted.photo);
    expect(drawingAfter(begun, cancelled(1))).toEqual(pasted);
    expect(drawingAfter(begun, { type: "undone" })).toEqual(pasted);
  });

  it("takes no more strokes than can be sent, until one is undone", () => {
    const full = drawn(...Array.from({ length: maxStrokes }, () => [began(1), ended(1)]).flat());
    expect(drawingAfter(full, began(2))).toBe(full);
    const withRoom = drawingAfter(full, { type: "undone" });
    expect(drawingAfter(withRoom, began(2)).active).not.toBeNull();
  });

  it("is the same object after an action that changes nothing", () => {
    const drawing = drawn(began(1), ended(1));
    for (const action of [moved(1, 2), ended(1), cancelled(1), moved(7)]) {
      expect(drawingAfter(drawing, action)).toBe(drawing);
    }
  });
});
