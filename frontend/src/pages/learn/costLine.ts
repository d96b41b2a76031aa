import { linePath, place, type Box } from "../chart";

/** Return the costs of a drawing, step after step, as an SVG path from left to right. */
export function costLine(moments: readonly { readonly cost: number }[], box: Box): string {
  const highest = Math.max(...moments.map(({ cost }) => cost), 0.1); // so that small costs look small
  const frame = { ...box, x: [0, Math.max(1, moments.length - 1)], y: [0, highest] } as const;
  return linePath(moments.map(({ cost }, i) => place(frame, i, cost)));
}
