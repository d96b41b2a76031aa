/** Places of lines and ticks in a chart, as pure functions. Values grow rightwards and upwards; SVG's y grows down. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The size of an SVG, with margins for what is written beside the lines. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly left?: number;
  readonly right?: number;
  readonly top?: number;
  readonly bottom?: number;
}

type Range = readonly [from: number, to: number];

/** A box with the values at its ends. */
export interface Frame extends Box {
  readonly x: Range;
  readonly y: Range;
}

/** Return where values lie in the SVG. */
export function place(frame: Frame, x: number, y: number): Point {
  const { width, height, left = 0, right = 0, top = 0, bottom = 0 } = frame;
  return {
    x: left + shareOf(frame.x, x) * (width - left - right),
    y: height - bottom - shareOf(frame.y, y) * (height - top - bottom),
  };
}

/** Return how far a value lies between the ends, 0–1; 0.5 where they are the same. */
function shareOf([from, to]: Range, value: number): number {
  return from === to ? 0.5 : (value - from) / (to - from);
}

/** Return a line through the points, as an SVG path. */
export function linePath(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

/** Return the curve of a function, as an SVG path of `n` straight pieces. */
export function curvePath(frame: Frame, f: (x: number) => number, n = 80): string {
  const [from, to] = frame.x;
  const xs = Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n);
  return linePath(xs.map((x) => place(frame, x, f(x))));
}

const roundSteps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
/** If there were more, the figures beside them would be crowded. */
const nTicks = 4;

/** Return ticks for shares, 0–1: round values that enclose all of them. */
export function ticksFor(shares: readonly number[]): readonly number[] {
  const [low, high, step] = scaleOf(shares);
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
}

/** Return round ends around all shares, and a round step that makes a few ticks between them. */
export function scaleOf(shares: readonly number[]): readonly [low: number, high: number, step: number] {
  if (shares.length === 0) return [0, 1, 0.5];
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const step = roundSteps.find((candidate) => (most - least) / candidate <= nTicks - 1) ?? 0.5;
  // Without the 1e-9 a share that is round but for the arithmetic would get one tick too many.
  const low = Math.max(0, Math.floor(least / step + 1e-9) * step);
  const high = Math.min(1, Math.ceil(most / step - 1e-9) * step);
  return high - low < step / 2 ? [Math.max(0, low - step), Math.min(1, low + step), step] : [low, high, step];
}
