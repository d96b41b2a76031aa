import type { Size } from "./shrink";

/** Return the context of a new canvas with the picture on it. */
export function paintBitmap(bitmap: ImageBitmap, { width, height }: Size): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("wanted a 2D canvas context, got none");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return context;
}
