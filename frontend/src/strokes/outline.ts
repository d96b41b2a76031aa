/** The outline of a stroke's ink (Steve Ruiz, perfect-freehand). */

import { getStroke } from "perfect-freehand";
import type { Stroke } from "./stroke";

export type OutlinePoint = readonly [x: number, y: number];

/** Pen width as a share of the sheet. It is for the eye only: the width of a line is not sent. */
export const penWidth = 20 / 280;

/** Return the outline in pixels of a sheet `side_px` wide; a tap gives a dot. */
export function outlineOf(stroke: Stroke, side_px: number): readonly OutlinePoint[] {
  const points = stroke.samples.map(({ x, y, pressure }) => [x * side_px, y * side_px, pressure]);
  return getStroke(points, {
    size: penWidth * side_px,
    thinning: 0.25,
    smoothing: 0.5,
    streamline: 0.35,
    // A mouse and most fingers report a constant pressure: the speed replaces it.
    simulatePressure: stroke.tool !== "pen",
    last: true,
  });
}
