import { useSyncExternalStore } from "react";
import type { DrawingStore } from "./drawingStore";
import type { Stroke } from "./stroke";

/** The finished strokes: these change when a stroke ends, not with every sample. */
export function useStrokes(store: DrawingStore): readonly Stroke[] {
  return useSyncExternalStore(store.subscribe, () => store.get().finished);
}

/** Whether the pen has touched the sheet, be it for a stroke that has not ended yet. */
export function useHasInk(store: DrawingStore): boolean {
  return useSyncExternalStore(store.subscribe, () => {
    const { finished, active } = store.get();
    return finished.length > 0 || active !== null;
  });
}
