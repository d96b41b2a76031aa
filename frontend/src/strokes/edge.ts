/** Ink beyond the sheet's edge. It is sent, but nobody sees it; and only the page knows where the edge is. */

import { penWidth } from "./outline";
import type { Stroke } from "./stroke";

const reach = penWidth / 2;

/** Return whether a stroke passed the edge by more than half of the pen's width. */
export function leavesSheet(strokes: readonly Stroke[]): boolean {
  return strokes.some(({ samples }) =>
    samples.some(({ x, y }) => Math.min(x, y) < -reach || Math.max(x, y) > 1 + reach),
  );
}
