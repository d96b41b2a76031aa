/** The drawing as a pure reducer: what is on the sheet, and the stroke that is being drawn. */

import type { Sample, Stroke, Tool } from "./stroke";

export interface ActiveStroke extends Stroke {
  readonly pointer: number;
}

export interface Drawing {
  readonly finished: readonly Stroke[];
  readonly active: ActiveStroke | null;
}

export type DrawingAction =
  | { readonly type: "began"; readonly pointer: number; readonly tool: Tool; readonly sample: Sample }
  | { readonly type: "moved"; readonly pointer: number; readonly samples: readonly Sample[] }
  | { readonly type: "ended"; readonly pointer: number }
  | { readonly type: "cancelled"; readonly pointer: number }
  | { readonly type: "undone" }
  | { readonly type: "cleared" };

export const blankDrawing: Drawing = { finished: [], active: null };

/** The drawing after an action; the very same object when the action changes nothing. */
export function drawingAfter(drawing: Drawing, action: DrawingAction): Drawing {
  switch (action.type) {
    case "began":
      if (!mayBegin(drawing, action.tool)) return drawing;
      return {
        finished: drawing.finished,
        active: { pointer: action.pointer, tool: action.tool, samples: [action.sample] },
      };
    case "moved":
      return moved(drawing, action.pointer, action.samples);
    case "ended":
      return ended(drawing, action.pointer);
    case "cancelled":
      return drawing.active?.pointer === action.pointer ? { ...drawing, active: null } : drawing;
    case "undone":
      return undone(drawing);
    case "cleared":
      return drawing.finished.length === 0 && drawing.active === null ? drawing : blankDrawing;
  }
}

/**
 * One stroke at a time: a second finger is ignored. A pen takes the sheet over from a touch, which then was
 * the palm; and where a pen has drawn, touches are palms until the sheet is cleared.
 */
function mayBegin({ finished, active }: Drawing, tool: Tool): boolean {
  if (active !== null) return tool === "pen" && active.tool === "touch";
  return tool !== "touch" || finished.every((stroke) => stroke.tool !== "pen");
}

function moved(drawing: Drawing, pointer: number, samples: readonly Sample[]): Drawing {
  const { active } = drawing;
  if (active?.pointer !== pointer || samples.length === 0) return drawing;
  return { ...drawing, active: { ...active, samples: [...active.samples, ...samples] } };
}

function ended(drawing: Drawing, pointer: number): Drawing {
  if (drawing.active?.pointer !== pointer) return drawing;
  const { tool, samples } = drawing.active;
  return { finished: [...drawing.finished, { tool, samples }], active: null };
}

function undone(drawing: Drawing): Drawing {
  if (drawing.active !== null) return { ...drawing, active: null };
  if (drawing.finished.length === 0) return drawing;
  return { finished: drawing.finished.slice(0, -1), active: null };
}

/** Every stroke there is ink of, the one under the pen last. */
export function strokesOf({ finished, active }: Drawing): readonly Stroke[] {
  return active === null ? finished : [...finished, active];
}
