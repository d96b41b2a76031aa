/** The drawing as a pure reducer: what is on the sheet, the stroke that is being drawn, what can be undone. */

import type { Photo } from "../ink";
import type { Sample, Stroke, Tool } from "./stroke";

interface ActiveStroke extends Stroke {
  readonly pointer: number;
}

/** Strokes, or a photograph in their place. */
export interface Sheet {
  readonly finished: readonly Stroke[];
  readonly photo: Photo | null;
}

export interface Drawing extends Sheet {
  readonly active: ActiveStroke | null;
  /** Sheets that undo and redo bring back, the nearest last. */
  readonly past: readonly Sheet[];
  readonly future: readonly Sheet[];
}

export type DrawingAction =
  | { readonly type: "began"; readonly pointer: number; readonly tool: Tool; readonly sample: Sample }
  | { readonly type: "moved"; readonly pointer: number; readonly samples: readonly Sample[] }
  | { readonly type: "ended"; readonly pointer: number }
  | { readonly type: "cancelled"; readonly pointer: number }
  | { readonly type: "undone" | "redone" | "cleared" }
  | { readonly type: "pasted"; readonly photo: Photo }
  /** Lays out another sheet. Undo leads back. */
  | { readonly type: "laid"; readonly sheet: Sheet }
  /** Lays out a fresh or an earlier sheet, which cannot be undone. */
  | { readonly type: "replaced"; readonly sheet: Sheet };

/** The most strokes that the server accepts. */
export const maxStrokes = 64;

export const blankSheet: Sheet = { finished: [], photo: null };
export const blankDrawing: Drawing = { ...blankSheet, active: null, past: [], future: [] };

/** Return the drawing after an action; the very same object when the action changes nothing. */
export function drawingAfter(drawing: Drawing, action: DrawingAction): Drawing {
  switch (action.type) {
    case "began":
      if (!mayBegin(drawing, action.tool)) return drawing;
      // A photograph stays until the stroke has ended: the browser may cancel it, or it is a tap on a digit's box.
      return {
        ...drawing,
        active: { pointer: action.pointer, tool: action.tool, samples: [action.sample] },
      };
    case "moved":
      return extend(drawing, action.pointer, action.samples);
    case "ended":
      return finish(drawing, action.pointer);
    case "cancelled":
      return drawing.active?.pointer === action.pointer ? { ...drawing, active: null } : drawing;
    case "undone":
      return undo(drawing);
    case "redone":
      return redo(drawing);
    case "cleared":
      return isBlank(drawing) ? { ...drawing, active: null } : withSheet(drawing, blankSheet);
    case "pasted":
      return withSheet(drawing, { finished: [], photo: action.photo });
    case "laid":
      return withSheet(drawing, action.sheet);
    case "replaced":
      return { ...blankDrawing, ...action.sheet };
  }
}

export function isBlank({ finished, photo }: Sheet): boolean {
  return finished.length === 0 && photo === null;
}

export function sheetOf({ finished, photo }: Drawing): Sheet {
  return { finished, photo };
}

/** Return the drawing with another sheet, from which undo leads back. */
function withSheet(drawing: Drawing, sheet: Sheet): Drawing {
  return { ...sheet, active: null, past: [...drawing.past, sheetOf(drawing)], future: [] };
}

/**
 * Return whether a stroke may begin. There is one at a time, so a second finger is ignored; but a pen replaces a touch,
 * which was the palm. Where a pen has drawn, touches are palms until the sheet is cleared. A full sheet takes no more.
 */
function mayBegin({ finished, active }: Drawing, tool: Tool): boolean {
  if (finished.length >= maxStrokes) return false;
  if (active !== null) return tool === "pen" && active.tool === "touch";
  return tool !== "touch" || finished.every((stroke) => stroke.tool !== "pen");
}

function extend(drawing: Drawing, pointer: number, samples: readonly Sample[]): Drawing {
  const { active } = drawing;
  if (active?.pointer !== pointer || samples.length === 0) return drawing;
  return { ...drawing, active: { ...active, samples: [...active.samples, ...samples] } };
}

function finish(drawing: Drawing, pointer: number): Drawing {
  if (drawing.active?.pointer !== pointer) return drawing;
  const { tool, samples } = drawing.active;
  return withSheet(drawing, { finished: [...drawing.finished, { tool, samples }], photo: null });
}

function undo(drawing: Drawing): Drawing {
  if (drawing.active !== null) return { ...drawing, active: null };
  const before = drawing.past.at(-1);
  if (before === undefined) return drawing;
  return {
    ...before,
    active: null,
    past: drawing.past.slice(0, -1),
    future: [...drawing.future, sheetOf(drawing)],
  };
}

function redo(drawing: Drawing): Drawing {
  const after = drawing.future.at(-1);
  if (after === undefined || drawing.active !== null) return drawing;
  return {
    ...after,
    active: null,
    past: [...drawing.past, sheetOf(drawing)],
    future: drawing.future.slice(0, -1),
  };
}

/** Return every stroke, the unfinished one last. */
export function strokesOf({ finished, active }: Drawing): readonly Stroke[] {
  return active === null ? finished : [...finished, active];
}
