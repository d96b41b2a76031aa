/** Ink that the sheet's edge cut off. Only the page knows of it: the server gets what lies on the sheet. */

import { penWidth } from "./outline";
import type { Stroke } from "./stroke";

const reach = penWidth / 2;

/** Return whether a stroke passed the edge by more than half of the pen's width. */
export function leavesSheet(strokes: readonly Stroke[]): boolean {
  return strokes.some(({ samples }) =>
    samples.some(({ x, y }) => Math.min(x, y) < -reach || Math.max(x, y) > 1 + reach),
  );
}
