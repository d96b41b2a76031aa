/** From the samples of a stroke to the outline of its ink (Steve Ruiz, perfect-freehand). */

import { getStroke } from "perfect-freehand";
import type { Stroke } from "./stroke";

export type OutlinePoint = readonly [x: number, y: number];

/** Pen width as a share of the sheet: 20 px on 280, the width the network was trained to read best. */
export const penWidth = 20 / 280;

/** The outline, in pixels of a sheet `side_px` wide; a tap gives a dot. */
export function outlineOf(stroke: Stroke, side_px: number): readonly OutlinePoint[] {
  const points = stroke.samples.map(({ x, y, pressure }) => [x * side_px, y * side_px, pressure]);
  return getStroke(points, {
    size: penWidth * side_px,
    thinning: 0.25,
    smoothing: 0.5,
    streamline: 0.35,
    // A mouse and most fingers report one pressure: theirs is made from the speed.
    simulatePressure: stroke.tool !== "pen",
    last: true,
  });
}
