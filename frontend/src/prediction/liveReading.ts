/** Reads the sheet at once when a stroke ends, and now and then while the pen still moves. */

import type { Clock } from "../api/clock";
import type { Ink } from "../ink";
import { strokesOf } from "../strokes/drawing";
import type { DrawingStore } from "../strokes/drawingStore";
import { inkOf } from "../strokes/ink";

/** If longer, the guess lags behind the pen; if shorter, little is gained, since one request at a time is under way. */
const interval_ms = 120;

interface Parts {
  readonly drawing: DrawingStore;
  readonly read: (ink: Ink | null, isPenDown: boolean) => void;
  readonly clock: Clock;
}

/** Read the sheet now and after every change; return a function that ends this. */
export function readLive({ drawing, read, clock }: Parts): () => void {
  let newest: Ink | null | undefined; // without the unfinished stroke
  let forget: (() => void) | null = null;
  let wasUnderWay = false; // if a stroke that was read is cancelled, the sheet must be read without it

  function readNow(): void {
    forget?.();
    forget = null;
    const now = drawing.get();
    wasUnderWay = now.active !== null;
    read(inkOf({ ...now, finished: strokesOf(now) }), wasUnderWay);
  }

  function onChange(): void {
    const { active } = drawing.get();
    const ink = inkOf(drawing.get());
    const hasTurned = ink !== newest;
    newest = ink;
    if (hasTurned || (active === null && wasUnderWay)) readNow();
    else if (active !== null) forget ??= clock.after(interval_ms, readNow);
  }

  onChange();
  const unsubscribe = drawing.subscribe(onChange);
  return () => {
    unsubscribe();
    forget?.();
  };
}
