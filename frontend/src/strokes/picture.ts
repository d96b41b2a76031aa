/** The picture that is sent: the drawing as a PNG, dark on light. Nothing else is done to it here. */

import { paintStrokes } from "./paint";
import type { Stroke } from "./stroke";

const sheet_px = 280;
/** White all round, so that ink at the sheet's edge never touches the picture's: the border shows the ground. */
const margin_px = 10;

/** A `data:image/png;base64,` address, the same for the same strokes. */
export function pictureOf(strokes: readonly Stroke[]): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = sheet_px + 2 * margin_px;
  // Kept in memory, since all that is done with it is to read it: a graphics card would have to hand it back.
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

/** The same, made once for the same strokes: who reads a drawing and who teaches it ask for the same one. */
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
