/** A photograph of any size → a PNG that the server's door takes. Nothing is done to it but making it smaller. */

/** Sides to try, in pixels, from the first that the door takes to one that always fits. */
export const candidateSides_px = [800, 560, 400, 280, 200] as const;
/** The door takes 256 kB of body; the rest of it is a few bytes. */
export const longest = 250_000;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size with its longer side at most `side_px`, its shape kept. */
export function fit({ width, height }: Size, side_px: number): Size {
  const factor = Math.min(1, side_px / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** The first picture that is short enough, drawn by `draw` at smaller and smaller sizes; null where none is. */
export function shrink(size: Size, draw: (size: Size) => string): string | null {
  for (const side_px of candidateSides_px) {
    const picture = draw(fit(size, side_px));
    if (picture.length <= longest) return picture;
  }
  return null;
}
