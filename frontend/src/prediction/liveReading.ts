/** Reads the sheet at once when a stroke ends, and now and then while the pen still moves. */

import type { Clock } from "../api/clock";
import { strokesOf, type Drawing } from "../strokes/drawing";
import type { DrawingStore } from "../strokes/drawingStore";
import type { Stroke } from "../strokes/stroke";

/** Longer, and the guess lags behind the pen; shorter helps little, since one request at a time is under way. */
const interval_ms = 120;

interface Parts {
  readonly drawing: DrawingStore;
  readonly read: (image: string | null) => void;
  readonly picture: (strokes: readonly Stroke[]) => string;
  readonly clock: Clock;
}

/** Read the sheet now and after every change; return a function that ends this. */
export function readLive({ drawing, read, picture, clock }: Parts): () => void {
  let finished: Drawing["finished"] | null = null;
  let photo: string | null = null;
  let forget: (() => void) | null = null;
  let wasUnderWay = false; // a stroke that was read and is then cancelled must be read away again

  function readNow(): void {
    forget?.();
    forget = null;
    wasUnderWay = drawing.get().active !== null;
    read(imageOf(drawing.get(), picture));
  }

  function onChange(): void {
    const now = drawing.get();
    const hasTurned = now.finished !== finished || now.photo !== photo;
    ({ finished, photo } = now);
    if (hasTurned || (now.active === null && wasUnderWay)) readNow();
    else if (now.active !== null) forget ??= clock.after(interval_ms, readNow);
  }

  onChange();
  const unsubscribe = drawing.subscribe(onChange);
  return () => {
    unsubscribe();
    forget?.();
  };
}

/** Return the picture of the whole sheet, the unfinished stroke included; null where it is blank. */
function imageOf(drawing: Drawing, picture: Parts["picture"]): string | null {
  if (drawing.photo !== null) return drawing.photo;
  const strokes = strokesOf(drawing);
  return strokes.length === 0 ? null : picture(strokes);
}
