import { linePath, place, type Box } from "../chart";

/** The top of the chart is at least this cost, so that small costs look small. If larger, more lines look flat. */
const minTop = 0.1;

/** Return an SVG path that shows the cost after each step, from left to right. */
export function costLine(steps: readonly { readonly cost: number }[], box: Box): string {
  const top = Math.max(...steps.map(({ cost }) => cost), minTop);
  const frame = { ...box, x: [0, Math.max(1, steps.length - 1)], y: [0, top] } as const;
  return linePath(steps.map(({ cost }, i) => place(frame, i, cost)));
}
