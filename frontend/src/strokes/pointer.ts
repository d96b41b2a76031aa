/** Samples of the browser's pointer events. */

import type { Sample, Tool } from "./stroke";

type PointerLike = Pick<PointerEvent, "clientX" | "clientY" | "pressure" | "timeStamp">;
type SheetBox = Pick<DOMRect, "left" | "top" | "width" | "height">;

export function toolOf(pointerType: string): Tool {
  return pointerType === "pen" || pointerType === "touch" ? pointerType : "mouse";
}

/** Return a sample on the unit square; a pointer that leaves the sheet leaves the square, too. */
export function sampleOf({ clientX, clientY, pressure, timeStamp }: PointerLike, box: SheetBox): Sample {
  return {
    x: (clientX - box.left) / box.width,
    y: (clientY - box.top) / box.height,
    pressure: pressure > 0 ? pressure : 0.5,
    time_ms: Math.round(performance.timeOrigin + timeStamp),
  };
}

/** A pointer event, as far as every browser has it. */
interface MoveLike extends PointerLike {
  readonly getCoalescedEvents?: () => readonly PointerLike[];
}

/**
 * Return every position that the pointer passed since the last event. On plain http addresses other than localhost
 * there is no getCoalescedEvents, and some browsers return an empty list: then the event itself counts.
 */
export function passedPoints(event: MoveLike): readonly PointerLike[] {
  const passed = event.getCoalescedEvents?.() ?? [];
  return passed.length > 0 ? passed : [event];
}
