/** A drawing as it is sent: the strokes of a pen, or a photograph. */
export type Ink = PenInk | Photo;

export interface PenInk {
  readonly strokes: InkPoint[][];
}

/** x and y in widths of the sheet, from its upper left corner; the time in milliseconds since the first point. */
export type InkPoint = [x: number, y: number, t_ms: number];

export interface Photo {
  /** A PNG, as a data URL. */
  readonly image: string;
}

/** Parse stored ink; undefined for anything else. */
export function parseInk(stored: unknown): Ink | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  if ("strokes" in stored && isStrokes(stored.strokes)) return { strokes: stored.strokes };
  return "image" in stored && typeof stored.image === "string" ? { image: stored.image } : undefined;
}

function isStrokes(stored: unknown): stored is InkPoint[][] {
  return Array.isArray(stored) && stored.every((stroke) => Array.isArray(stroke) && stroke.every(isPoint));
}

function isPoint(stored: unknown): stored is InkPoint {
  return Array.isArray(stored) && stored.length === 3 && stored.every(Number.isFinite);
}
