import { useEffect, useMemo, type PointerEvent, type RefObject } from "react";
import { endStroke, type DrawingStore } from "./drawingStore";
import { isOnControl } from "./isOnControl";
import { passedPoints, sampleOf, toolOf } from "./pointer";
import type { Sample } from "./stroke";

/**
 * Return the pointer handlers of the sheet and the margin around it, which make strokes of mouse, touch and pen. A
 * stroke that begins in the margin begins on the sheet where the pointer comes in.
 */
export function usePointerStrokes(store: DrawingStore, sheet: RefObject<HTMLCanvasElement | null>) {
  const { dispatch } = store;
  // No event comes to a sheet that has gone: a stroke still under way would keep the next pointer from drawing.
  useEffect(
    () => () => {
      endStroke(store);
    },
    [store],
  );
  return useMemo(() => {
    /** The pointers that went down in the margin, and have not come in yet. */
    const outside = new Set<number>();

    function begin({ pointerId, pointerType }: PointerEvent, sample: Sample): void {
      dispatch({ type: "began", pointer: pointerId, tool: toolOf(pointerType), sample });
    }

    return {
      onPointerDown: (event: PointerEvent) => {
        const canvas = sheet.current;
        if (event.button !== 0 || canvas === null || isOnControl(event.target)) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        // Takes the focus from a button pressed before: Enter must confirm now, not press that button again.
        canvas.focus({ preventScroll: true });
        const sample = sampleOf(event, canvas.getBoundingClientRect());
        if (isOnSheet(sample)) begin(event, sample);
        else outside.add(event.pointerId);
      },
      onPointerMove: (event: PointerEvent) => {
        const canvas = sheet.current;
        if (canvas === null) return;
        const box = canvas.getBoundingClientRect();
        const samples = passedPoints(event.nativeEvent).map((point) => sampleOf(point, box));
        if (!outside.has(event.pointerId)) {
          dispatch({ type: "moved", pointer: event.pointerId, samples });
          return;
        }
        const [first, ...others] = samples.slice(samples.findIndex(isOnSheet));
        if (first === undefined || !isOnSheet(first)) return;
        outside.delete(event.pointerId);
        begin(event, first);
        dispatch({ type: "moved", pointer: event.pointerId, samples: others });
      },
      onPointerUp: (event: PointerEvent) => {
        outside.delete(event.pointerId);
        dispatch({ type: "ended", pointer: event.pointerId });
      },
      onPointerCancel: (event: PointerEvent) => {
        outside.delete(event.pointerId);
        dispatch({ type: "cancelled", pointer: event.pointerId });
      },
      onLostPointerCapture: (event: PointerEvent) => {
        outside.delete(event.pointerId);
        dispatch({ type: "ended", pointer: event.pointerId });
      },
    };
  }, [dispatch, sheet]);
}

function isOnSheet({ x, y }: Sample): boolean {
  return Math.min(x, y) >= 0 && Math.max(x, y) <= 1;
}
