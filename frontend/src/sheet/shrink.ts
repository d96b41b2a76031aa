/** Makes a photograph small enough to be sent, and changes nothing else about it. */

/** Longer sides to try, largest first. If larger, pictures are drawn more often, and sent more slowly. */
const candidateSides_px = [800, 560, 400, 280, 200] as const;
/** The server takes a body of 256 kB, and the picture is nearly all of it. If larger, the server refuses pictures. */
export const maxPicture_chars = 250_000;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Return the size with the same aspect ratio and its longer side at most `side_px`; it is never enlarged. */
export function sizeWithin({ width, height }: Size, side_px: number): Size {
  const factor = Math.min(1, side_px / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Return the largest picture that is short enough to be sent; null if none is. */
export function shrink(size: Size, draw: (size: Size) => string): string | null {
  for (const side_px of candidateSides_px) {
    const picture = draw(sizeWithin(size, side_px));
    if (picture.length <= maxPicture_chars) return picture;
  }
  return null;
}
