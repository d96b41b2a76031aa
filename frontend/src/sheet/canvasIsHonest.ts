import { paintBitmap } from "./paintBitmap";

/** Browsers that add noise alter some twenty pixels of a canvas, and none where all have one colour. */
const side_px = 16;

/**
 * Return whether a canvas gives back what was painted on it. Against fingerprinting, some browsers let a page read
 * white, stripes or slight noise: Firefox with privacy.resistFingerprinting, Brave.
 */
export async function canvasIsHonest(): Promise<boolean> {
  const painted = new ImageData(side_px, side_px);
  for (let i = 0; i < painted.data.length; i += 1) painted.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  const context = paintBitmap(await createImageBitmap(painted), painted);
  const { data } = context.getImageData(0, 0, side_px, side_px);
  return data.every((value, i) => value === painted.data[i]);
}
