import { useMemo, type PointerEvent } from "react";
import type { DrawingStore } from "./drawingStore";
import { passedPoints, sampleOf, toolOf } from "./pointer";

type CanvasEvent = PointerEvent<HTMLCanvasElement>;

/** The canvas's pointer handlers: mouse, touch and pen become strokes of the drawing. */
export function usePointerStrokes({ dispatch }: DrawingStore) {
  return useMemo(
    () => ({
      onPointerDown: (event: CanvasEvent) => {
        if (event.button !== 0) return;
        const canvas = event.currentTarget;
        canvas.setPointerCapture(event.pointerId);
        // Away from a button pressed before: Enter must now confirm, not press that button again.
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
