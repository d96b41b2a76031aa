import { useMemo, type PointerEvent } from "react";
import type { DrawingStore } from "./drawingStore";
import { passedPoints, sampleOf, toolOf } from "./pointer";

type CanvasEvent = PointerEvent<HTMLCanvasElement>;

/** Return the canvas's pointer handlers, which make strokes of mouse, touch and pen. */
export function usePointerStrokes({ dispatch }: DrawingStore) {
  return useMemo(
    () => ({
      onPointerDown: (event: CanvasEvent) => {
        if (event.button !== 0) return;
        const canvas = event.currentTarget;
        canvas.setPointerCapture(event.pointerId);
        // Takes the focus from a button pressed before: Enter must confirm now, not press that button again.
        canvas.focus({ preventScroll: true });
        const sample = sampleOf(event, canvas.getBoundingClientRect());
        dispatch({ type: "began", pointer: event.pointerId, tool: toolOf(event.pointerType), sample });
      },
      onPointerMove: (event: CanvasEvent) => {
        const box = event.currentTarget.getBoundingClientRect();
        const samples = passedPoints(event.nativeEvent).map((point) => sampleOf(point, box));
        dispatch({ type: "moved", pointer: event.pointerId, samples });
      },
      onPointerUp: (event: CanvasEvent) => {
        dispatch({ type: "ended", pointer: event.pointerId });
      },
      onPointerCancel: (event: CanvasEvent) => {
        dispatch({ type: "cancelled", pointer: event.pointerId });
      },
      onLostPointerCapture: (event: CanvasEvent) => {
        dispatch({ type: "ended", pointer: event.pointerId });
      },
    }),
    [dispatch],
  );
}
