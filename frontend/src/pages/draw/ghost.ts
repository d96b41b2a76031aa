/**
 * Another hand that writes one digit on the blank sheet when the page is opened; it goes after a while, or at the first
 * touch or key.
 */

import type { Prediction } from "../../api/client";
import type { Clock } from "../../api/clock";
import type { Result } from "../../api/failure";
import { createStore, type ReadableStore } from "../../createStore";
import type { Ink } from "../../ink";
import { readLive } from "../../prediction/liveReading";
import { createReader, type Reader } from "../../prediction/reader";
import { blankSheet } from "../../strokes/drawing";
import { createDrawingStore, type DrawingStore } from "../../strokes/drawingStore";
import { paced, replay } from "../../strokes/replay";
import type { Stroke } from "../../strokes/stroke";

/** It writes once; "ended" says that it has gone, or that it will not come any more. */
export type GhostState = "waiting" | "writing" | "written" | "ended";

export interface Ghost extends ReadableStore<GhostState> {
  readonly drawing: DrawingStore;
  readonly reader: Reader;
  readonly begin: (strokes: readonly Stroke[]) => void;
  readonly end: () => void;
}

interface Parts {
  readonly predict: (ink: Ink) => Promise<Result<Prediction>>;
  readonly clock: Clock;
}

/** How long the digit takes to be written. If longer, it is boring; if shorter, the guesses on the way are not seen. */
const writing_ms = 1900;
/**
 * How long the finished digit and its guess are shown. If longer, the sheet stays occupied for visitors who only watch.
 */
const seen_ms = 2600;

export function createGhost({ predict, clock }: Parts): Ghost {
  const { get, subscribe, set } = createStore<GhostState>("waiting");
  const drawing = createDrawingStore();
  const reader = createReader({ predict, clock });
  let stop: (() => void) | null = null;

  function end(): void {
    stop?.();
    stop = null;
    set("ended");
    drawing.dispatch({ type: "replaced", sheet: blankSheet });
    reader.read(null);
  }

  return {
    get,
    subscribe,
    drawing,
    reader,
    begin: (strokes) => {
      if (get() !== "waiting") return;
      set("writing");
      const endReading = readLive({ drawing, read: reader.read, clock });
      let forget: (() => void) | null = null;
      const lift = replay(drawing, paced(strokes, writing_ms), clock, () => {
        set("written");
        forget = clock.after(seen_ms, end);
      });
      stop = () => {
        forget?.();
        lift();
        endReading();
      };
    },
    end,
  };
}
