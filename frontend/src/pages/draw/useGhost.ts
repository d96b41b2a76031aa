import { useEffect, useSyncExternalStore } from "react";
import type { Digit } from "../../api/client";
import type { Reading } from "../../prediction/reader";
import type { Services } from "../../services";
import { isBlank } from "../../strokes/drawing";
import { samples } from "../../strokes/samples";
import { laidOnSheet, type StoredStrokes } from "../../strokes/stored";
import type { GhostState } from "./ghost";

/** The digit that is written where nobody has drawn one yet: its guess changes while it is written. */
const firstSample = 7;

/**
 * Have another hand write on the blank sheet once, and return how far it is and how it is read.
 *
 * @param newest everybody's newest digits that this visitor may see; null until they are known
 */
export function useGhost(
  { ghost, api, drawing }: Services,
  newest: readonly Digit[] | null,
): { state: GhostState; reading: Reading } {
  useEffect(() => {
    if (newest === null || ghost.get() !== "waiting") return;
    if (!isBlank(drawing.get()) || matchMedia("(prefers-reduced-motion: reduce)").matches) ghost.end();
    else {
      const begin = (strokes: StoredStrokes) => {
        ghost.begin(laidOnSheet(strokes));
      };
      const sample = samples[firstSample] ?? [];
      const id = clearlyWritten(newest);
      if (id === null) begin(sample);
      else
        void api.strokes(id).then((result) => {
          begin(result.ok ? result.value.strokes : sample);
        });
    }
  }, [ghost, api, drawing, newest]);

  useEffect(() => {
    const end = () => {
      if (ghost.get() !== "ended") ghost.end();
    };
    window.addEventListener("pointerdown", end, { capture: true });
    window.addEventListener("keydown", end, { capture: true });
    const unsubscribe = drawing.subscribe(end);
    return () => {
      window.removeEventListener("pointerdown", end, { capture: true });
      window.removeEventListener("keydown", end, { capture: true });
      unsubscribe();
      if (ghost.get() !== "waiting") end(); // another page is opened
    };
  }, [ghost, drawing]);

  const state = useSyncExternalStore(ghost.subscribe, ghost.get);
  const reading = useSyncExternalStore(ghost.reader.subscribe, ghost.reader.get);
  return { state, reading };
}

/** Return the id of the newest digit that a pen drew and the network read: a misread one may be no digit at all. */
function clearlyWritten(digits: readonly Digit[]): number | null {
  return digits.find((digit) => digit.has_strokes && digit.predicted === digit.label)?.id ?? null;
}
