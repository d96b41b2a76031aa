import type { Sample } from "../strokes/stroke";

/** Return a sample of a pointer. */
export function at(x: number, y = 0, time_ms = 0): Sample {
  return { x, y, pressure: 0.5, time_ms };
}
