import { useSyncExternalStore } from "react";
import type { Ink, Photo } from "../ink";
import { isBlank } from "./drawing";
import type { DrawingStore } from "./drawingStore";
import { inkOf } from "./ink";
import type { Stroke } from "./stroke";

/** Return the finished strokes, which change when a stroke ends, not with every sample. */
export function useStrokes(store: DrawingStore): readonly Stroke[] {
  return useSyncExternalStore(store.subscribe, () => store.get().finished);
}

/** Return the photograph on the sheet, or null. */
export function usePhoto(store: DrawingStore): Photo | null {
  return useSyncExternalStore(store.subscribe, () => store.get().photo);
}

/** Return what would be sent: the photograph or the finished strokes; null for a blank sheet. */
export function useInk(store: DrawingStore): Ink | null {
  return useSyncExternalStore(store.subscribe, () => inkOf(store.get()));
}

/** Return whether there is anything on the sheet, an unfinished stroke included. */
export function useHasInk(store: DrawingStore): boolean {
  return useSyncExternalStore(store.subscribe, () => !isBlank(store.get()) || store.get().active !== null);
}

/** Return whether undo and redo would change anything. */
export function useTurns(store: DrawingStore): { readonly canUndo: boolean; readonly canRedo: boolean } {
  const canUndo = useSyncExternalStore(store.subscribe, () => {
    const { past, active } = store.get();
    return past.length > 0 || active !== null;
  });
  const canRedo = useSyncExternalStore(store.subscribe, () => store.get().future.length > 0);
  return { canUndo, canRedo };
}

/** Return whether a stroke is under way. */
export function useIsDrawing(store: DrawingStore): boolean {
  return useSyncExternalStore(store.subscribe, () => store.get().active !== null);
}
