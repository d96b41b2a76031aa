/** Numbers as colours: one colour above zero, another below, more opaque the further from zero. */

type Colour = readonly [red: number, green: number, blue: number];

interface Palette {
  readonly more: Colour;
  readonly less: Colour;
}

/** On slate, which is dark in both colour schemes. */
export const onSlate: Palette = { more: [127, 190, 235], less: [247, 138, 100] };

/**
 * Return RGBA pixels, one for each value; the opacity grows with the distance from zero and is full from ±`scale` on.
 */
export function heat(values: Float32Array, scale: number, palette: Palette): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    const [red, green, blue] = value < 0 ? palette.less : palette.more;
    const strength = scale > 0 ? Math.min(1, Math.abs(value) / scale) : 0;
    pixels.set([red, green, blue, Math.round(255 * strength)], i * 4);
  });
  return pixels;
}
