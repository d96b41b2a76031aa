/** Makes a photograph small enough to be sent, and changes nothing else about it. */

/** Sides to try, largest first; the last one always fits. */
const candidateSides_px = [800, 560, 400, 280, 200] as const;
/** In characters. The server takes a body of 256 kB, and the picture is nearly all of it. */
export const longest = 250_000;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Return the size in the same shape with its longer side at most `side_px`. */
export function fit({ width, height }: Size, side_px: number): Size {
  const factor = Math.min(1, side_px / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Return the largest picture that is short enough to be sent; null where none is. */
export function shrink(size: Size, draw: (size: Size) => string): string | null {
  for (const side_px of candidateSides_px) {
    const picture = draw(fit(size, side_px));
    if (picture.length <= longest) return picture;
  }
  return null;
}
