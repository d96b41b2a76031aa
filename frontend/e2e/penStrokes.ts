/** Strokes as a test draws them: points on the unit square, y downwards. */

export type Point = readonly [x: number, y: number];

export interface WrittenDigit {
  readonly label: number;
  readonly strokes: readonly (readonly Point[])[];
}

/** Return points on straight lines from corner to corner. */
export function line(...corners: Point[]): Point[] {
  return corners.flatMap(([x, y], i) => {
    const [toX, toY] = corners[i + 1] ?? [x, y];
    return steps(8).map((t): Point => [x + (toX - x) * t, y + (toY - y) * t]);
  });
}

/** Return points on an ellipse, from an angle to another: degrees, clockwise on the sheet, 0 to the right. */
export function arc(
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  from: number,
  to: number,
): Point[] {
  return steps(24).map((t): Point => {
    const angle = ((from + (to - from) * t) * Math.PI) / 180;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)];
  });
}

function steps(n: number): number[] {
  return Array.from({ length: n + 1 }, (_, i) => i / n);
}
