/** The ink of a sheet, as it is sent: the points and times of the pen, or the photograph. */

import type { Ink, InkPoint } from "../ink";
import type { Sheet } from "./drawing";
import type { Sample, Stroke } from "./stroke";

/** The most points that the server accepts. */
export const maxPoints = 4096;
/** The longest time that the server accepts; only a sheet that was left overnight has a longer one. */
export const maxTime_ms = 24 * 3600 * 1000;
/** Parts of the sheet's side to which points are rounded. If there were fewer, small writing would lose its shape. */
const precision = 10_000;

const known = new WeakMap<readonly Stroke[], Ink>();

/** Return the ink of a sheet, the very same object while the sheet stays the same; null for a blank sheet. */
export function inkOf({ finished, photo }: Sheet): Ink | null {
  if (photo !== null || finished.length === 0) return photo;
  const ink = known.get(finished) ?? { strokes: pointsOf(finished) };
  known.set(finished, ink);
  return ink;
}

/** Return the sheet that this is the ink of; the width of its lines was not sent. */
export function sheetOfInk(ink: Ink): Sheet {
  if ("image" in ink) return { finished: [], photo: ink };
  const finished = ink.strokes.map((points): Stroke => ({
    tool: "mouse",
    samples: points.map(([x, y, time_ms]) => ({ x, y, pressure: 0.5, time_ms })),
  }));
  return { finished, photo: null };
}

/** Return the points with times that never fall, although the clocks of two page loads may differ. */
function pointsOf(strokes: readonly Stroke[]): InkPoint[][] {
  const start_ms = strokes[0]?.samples[0]?.time_ms ?? 0;
  let now_ms = 0;
  return thinOut(strokes.map(({ samples }) => samples)).map((samples) =>
    samples.map(({ x, y, time_ms }) => {
      now_ms = Math.min(Math.max(now_ms, time_ms - start_ms), maxTime_ms);
      return [rounded(x), rounded(y), now_ms];
    }),
  );
}

/** Leave out every second sample until there are few enough, but never the first and the last of a stroke. */
function thinOut(strokes: readonly (readonly Sample[])[]): readonly (readonly Sample[])[] {
  const nPoints = strokes.reduce((sum, samples) => sum + samples.length, 0);
  if (nPoints <= maxPoints) return strokes;
  return thinOut(strokes.map((samples) => samples.filter((_, i) => i % 2 === 0 || i === samples.length - 1)));
}

function rounded(share: number): number {
  return Math.round(share * precision) / precision;
}
