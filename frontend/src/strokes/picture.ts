/** The drawing as the PNG that is sent, dark on light. */

import { paintStrokes } from "./paint";
import type { Stroke } from "./stroke";

const sheet_px = 280;
/** White all round: the server takes the picture's edge for the background, so ink must not touch it. */
const margin_px = 10;

/** Return a `data:image/png;base64,` address, the same for the same strokes. */
export function pictureOf(strokes: readonly Stroke[]): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = sheet_px + 2 * margin_px;
  // Kept in memory, since it is only read: a graphics card would have to send it back.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("wanted a 2D canvas context, got none");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(margin_px, margin_px);
  context.beginPath();
  context.rect(0, 0, sheet_px, sheet_px);
  context.clip();
  paintStrokes(context, strokes, { side_px: sheet_px, colour: "black" });
  return canvas.toDataURL("image/png");
}

/** Return `make` with a cache: reading and teaching ask for the picture of the same strokes. */
export function cachePictures(make: (strokes: readonly Stroke[]) => string): typeof make {
  const made = new WeakMap<readonly Stroke[], string>();
  return (strokes) => {
    const before = made.get(strokes);
    if (before !== undefined) return before;
    const image = make(strokes);
    made.set(strokes, image);
    return image;
  };
}
