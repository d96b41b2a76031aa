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
