import type { Photo } from "../ink";
import type { Size } from "./shrink";

/** The server takes no more, a side. */
const maxSide_px = 1024;
/** In base64 this is just short enough to be sent. */
const maxFile_bytes = 187_000;

/** Return the photo as it is where the server takes it: a small PNG of one frame and at most 8 bits; null elsewhere. */
export async function sendablePng(file: Blob, { width, height }: Size): Promise<Photo | null> {
  if (Math.max(width, height) > maxSide_px || file.size > maxFile_bytes) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const isStillPng = letters.startsWith("\x89PNG\r\n\x1a\n") && !letters.includes("acTL");
  const depth_bits = letters.charCodeAt(24);
  return isStillPng && depth_bits <= 8 ? { image: `data:image/png;base64,${btoa(letters)}` } : null;
}
