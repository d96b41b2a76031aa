/** The line of a falling cost, in a box as wide and as high as `box`. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Return the points of the line for SVG: the highest cost at the top, zero at the bottom. `nWhole` fill the width. */
export function costLine(costs: readonly number[], { width, height }: Box, nWhole: number): string {
  const highest = Math.max(...costs, Number.EPSILON);
  const step = width / Math.max(1, nWhole - 1);
  return costs.map((cost, i) => `${round(i * step)},${round(height * (1 - cost / highest))}`).join(" ");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
