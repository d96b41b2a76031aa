/**
 * Holds the drawing outside React: a pen sends up to a thousand samples a second, and only the canvas needs
 * each of them. Components subscribe to what they show.
 */

import { blankDrawing, drawingAfter, type Drawing, type DrawingAction } from "./drawing";

export interface DrawingStore {
  readonly get: () => Drawing;
  readonly dispatch: (action: DrawingAction) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createDrawingStore(): DrawingStore {
  let drawing = blankDrawing;
  const listeners = new Set<() => void>();
  return {
    get: () => drawing,
    dispatch: (action) => {
      const next = drawingAfter(drawing, action);
      if (next === drawing) return;
      drawing = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
