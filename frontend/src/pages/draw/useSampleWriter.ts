import { useCallback, useEffect, useRef } from "react";
import type { Clock } from "../../api/clock";
import { blankSheet } from "../../strokes/drawing";
import type { DrawingStore } from "../../strokes/drawingStore";
import { paced, replay } from "../../strokes/replay";
import { asSample, samples } from "../../strokes/samples";
import { laidOnSheet, varied } from "../../strokes/stored";

/** How long a sample takes to be written. If longer, one waits; if shorter, the guesses on the way are not seen. */
const writing_ms = 900;

/** Return a function that writes a sample of a digit on the sheet; it stops where one presses anything meanwhile. */
export function useSampleWriter(drawing: DrawingStore, clock: Clock): (digit: number) => void {
  const stop = useRef<(() => void) | null>(null);

  useEffect(() => {
    const end = () => {
      stop.current?.();
      stop.current = null;
    };
    window.addEventListener("pointerdown", end, { capture: true });
    window.addEventListener("keydown", end, { capture: true });
    return () => {
      window.removeEventListener("pointerdown", end, { capture: true });
      window.removeEventListener("keydown", end, { capture: true });
      end();
    };
  }, []);

  return useCallback(
    (digit: number) => {
      const sample = samples[digit];
      if (sample === undefined) return;
      stop.current?.();
      drawing.dispatch({ type: "replaced", sheet: blankSheet });
      const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
      stop.current = replay(
        drawing,
        paced(asSample(laidOnSheet(varied(sample))), isStill ? 0 : writing_ms),
        clock,
        () => {
          stop.current = null;
        },
      );
    },
    [drawing, clock],
  );
}
