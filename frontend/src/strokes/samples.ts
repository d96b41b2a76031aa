/**
 * A sample of each digit, 0 to 9, for people without a pen at hand and for the first look. They are made up by rules
 * (the styles of `nn/data`); their times follow from the length of the path.
 */

import samplesJson from "./samples.json";
import type { StoredStrokes } from "./stored";
import type { Stroke } from "./stroke";

/** Say whether all that lies on the sheet was written by the page. */
export function isSample(strokes: readonly Stroke[]): boolean {
  return strokes.length > 0 && strokes.every(isSampleStroke);
}

export function isSampleStroke({ tool }: Stroke): boolean {
  return tool === "sample";
}

/** Return strokes marked as written by the page. */
export function asSample(strokes: readonly Stroke[]): readonly Stroke[] {
  return strokes.map((stroke) => ({ ...stroke, tool: "sample" }));
}

export const samples: readonly StoredStrokes[] = samplesJson;
