/** What is sent of a drawing: what the pen did, or the picture of a photograph. */
export type Ink = PenInk | Photo;

export interface PenInk {
  readonly strokes: InkPoint[][];
}

/** In sheets from the sheet's upper left corner, and in milliseconds since the first point. */
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
