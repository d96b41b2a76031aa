/** Strokes as the server stores them, and how they lie on a sheet. */

import type { Sample, Stroke } from "./stroke";

/** Stroke by stroke, points [x, y, t]: the longer side of the drawing spans 0 to 1000, t in milliseconds. */
export type StoredStrokes = readonly (readonly (readonly number[])[])[];

/** Part of the sheet's side that the longer side of the drawing takes. If larger, a wide digit comes near the edge. */
const size = 0.64;
/** The longer side of a stored drawing. */
const storedSide = 1000;
/** How far the top of a varied digit moves sideways at most, in heights. If larger, the hand seems another one. */
const lean = 0.07;
/** The share by which a varied digit is wider or narrower at most. If larger, the hand seems another one. */
const stretch = 0.06;

/** Return stored strokes in the middle of a sheet, drawn from `start_ms` on. */
export function laidOnSheet(stored: StoredStrokes, start_ms = 0): readonly Stroke[] {
  const points = stored.flat();
  const [width, height] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis] ?? 0)));
  const scale = size / storedSide;
  return stored.map((stroke) => ({
    tool: "mouse",
    samples: stroke.map(([x = 0, y = 0, t = 0]): Sample => ({
      x: 0.5 + (x - (width ?? 0) / 2) * scale,
      y: 0.5 + (y - (height ?? 0) / 2) * scale,
      pressure: 0.5,
      time_ms: start_ms + t,
    })),
  }));
}

/** Return the digit as a hand would write it another time: leaning a little, a little wider or narrower. */
export function varied(stored: StoredStrokes, random: () => number = Math.random): StoredStrokes {
  const slant = (2 * random() - 1) * lean;
  const width = 1 + (2 * random() - 1) * stretch;
  const leant = stored.map((stroke) =>
    stroke.map(([x = 0, y = 0, t = 0]) => [x * width + slant * (storedSide - y), y, t]),
  );
  const left = Math.min(...leant.flat().map(([x = 0]) => x));
  return leant.map((stroke) => stroke.map(([x = 0, y = 0, t = 0]) => [x - left, y, t]));
}
