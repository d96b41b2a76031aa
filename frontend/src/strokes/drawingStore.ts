/**
 * The drawing outside React: a pen sends up to a thousand samples a second, and only the canvas needs all of
 * them. Components subscribe to what they show.
 */

import { createStore, type ReadableStore } from "../createStore";
import { blankDrawing, drawingAfter, type Drawing, type DrawingAction } from "./drawing";

export interface DrawingStore extends ReadableStore<Drawing> {
  readonly dispatch: (action: DrawingAction) => void;
}

export function createDrawingStore(): DrawingStore {
  const { get, subscribe, set } = createStore(blankDrawing);
  return {
    get,
    subscribe,
    dispatch: (action) => {
      set(drawingAfter(get(), action));
    },
  };
}

/**
 * End the stroke under way before its pointer does. Over a photograph it is left out: a stroke that ends there takes the
 * photograph away, and it may be a tap.
 */
export function endStroke({ get, dispatch }: DrawingStore): void {
  const { active, photo } = get();
  if (active !== null) dispatch({ type: photo === null ? "ended" : "cancelled", pointer: active.pointer });
}
