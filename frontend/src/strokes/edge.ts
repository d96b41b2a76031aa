/** Whether ink was cut off by the sheet's edge, which the server cannot see: it gets what is on the sheet. */

import { penWidth } from "./outline";
import type { Stroke } from "./stroke";

const reach = penWidth / 2;

/** A stroke whose ink passes the edge by more than half of the pen's width has left something outside. */
export function leavesSheet(strokes: readonly Stroke[]): boolean {
  return strokes.some(({ samples }) =>
    samples.some(({ x, y }) => Math.min(x, y) < -reach || Math.max(x, y) > 1 + reach),
  );
}
