/** Painting on a 2D context. */

import { outlineOf, type OutlinePoint } from "./outline";
import type { Stroke } from "./stroke";

/** The part of CanvasRenderingContext2D that painting needs. */
export type InkContext = Pick<
  CanvasRenderingContext2D,
  "beginPath" | "closePath" | "fill" | "fillStyle" | "moveTo" | "quadraticCurveTo"
>;

export function paintStrokes(
  context: InkContext,
  strokes: readonly Stroke[],
  { side_px, colour }: { side_px: number; colour: string },
): void {
  context.fillStyle = colour;
  for (const stroke of strokes) fillOutline(context, outlineOf(stroke, side_px));
}

/** Fill a closed quadratic curve: its control points are the outline's, its knots lie half-way between them. */
function fillOutline(context: InkContext, outline: readonly OutlinePoint[]): void {
  const first = outline[0];
  const last = outline.at(-1);
  if (first === undefined || last === undefined) return;
  context.beginPath();
  context.moveTo(...halfWay(last, first));
  outline.forEach((point, i) => {
    context.quadraticCurveTo(...point, ...halfWay(point, outline[i + 1] ?? first));
  });
  context.closePath();
  context.fill();
}

function halfWay(a: OutlinePoint, b: OutlinePoint): OutlinePoint {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}
