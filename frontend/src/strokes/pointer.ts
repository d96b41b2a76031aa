/** From the browser's pointer events to samples on the unit sheet. */

import type { Sample, Tool } from "./stroke";

export type PointerLike = Pick<PointerEvent, "clientX" | "clientY" | "pressure">;
export type SheetBox = Pick<DOMRect, "left" | "top" | "width" | "height">;

export function toolOf(pointerType: string): Tool {
  return pointerType === "pen" || pointerType === "touch" ? pointerType : "mouse";
}

/** A pointer that leaves the sheet goes on beyond the unit square: the sheet cuts the ink off, not the hand. */
export function sampleOf({ clientX, clientY, pressure }: PointerLike, box: SheetBox): Sample {
  return {
    x: (clientX - box.left) / box.width,
    y: (clientY - box.top) / box.height,
    pressure: pressure > 0 ? pressure : 0.5,
  };
}

/** A pointer event, as far as every browser has it. */
export interface MoveLike extends PointerLike {
  readonly getCoalescedEvents?: () => readonly PointerLike[];
}

/**
 * Every position the pointer passed since the last event. Browsers leave getCoalescedEvents out on plain
 * http addresses other than localhost, and some answer with an empty list: then the event itself counts.
 */
export function passedPoints(event: MoveLike): readonly PointerLike[] {
  const passed = event.getCoalescedEvents?.() ?? [];
  return passed.length > 0 ? passed : [event];
}
