import type { Photo } from "../ink";
import type { Size } from "./shrink";

/** The longest side that the server accepts. */
const maxSide_px = 1024;
/** The largest file whose base64 is short enough to be sent. */
const maxFile_bytes = 187_000;

/**
 * Return the file unchanged if the server accepts it: a small PNG of one frame and at most 8 bits; otherwise null. Also
 * null if it is shown turned: the boxes of a reading are upright, and the page places them by the size in the file.
 */
export async function sendablePng(file: Blob, { width, height }: Size): Promise<Photo | null> {
  if (Math.max(width, height) > maxSide_px || file.size > maxFile_bytes) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const isStillPng = letters.startsWith("\x89PNG\r\n\x1a\n") && !letters.includes("acTL");
  const depth_bits = letters.charCodeAt(24);
  const isTurned = letters.charCodeAt(18) * 256 + letters.charCodeAt(19) !== width;
  return isStillPng && depth_bits <= 8 && !isTurned
    ? { image: `data:image/png;base64,${btoa(letters)}` }
    : null;
}
