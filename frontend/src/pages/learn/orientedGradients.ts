/** The features by which a memory compares pictures: how much line of each direction goes by each of 49 points. */

const side = 28;
/** Pixels between the points. */
const step = 4;
/** The standard deviation, in pixels, of the Gaussian in which lines are counted. */
const spread = 2;
const nPoints = side / step;

/** For each of 28 rows, or columns, its weight at each of the seven points. */
const pool: readonly (readonly number[])[] = poolWeights();

/**
 * Return the 196 features of a picture of 784 pixels, 0–255. It is the rule of `nn/online/oriented_gradients.py`, but
 * for the order of the features, which changes no distance.
 */
export function orientedGradients(pixels: Uint8Array): Float64Array {
  const features = new Float64Array(4 * nPoints * nPoints);
  const ink = (row: number, column: number) => (pixels[row * side + column] ?? 0) / 255;
  const isInside = (at: number) => at > 0 && at < side - 1;
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const across = isInside(column) ? ink(row, column + 1) - ink(row, column - 1) : 0;
      const down = isInside(row) ? ink(row + 1, column) - ink(row - 1, column) : 0;
      if (across === 0 && down === 0) continue;
      const length = Math.hypot(across, down);
      const upright = (across ** 2 - down ** 2) / length;
      const rising = (2 * across * down) / length;
      [upright, rising, -upright, -rising].forEach((line, direction) => {
        if (line > 0) count(features, direction, line, pool[row] ?? [], pool[column] ?? []);
      });
    }
  }
  return features.map(Math.sqrt);
}

function count(
  features: Float64Array,
  direction: number,
  line: number,
  ofRow: readonly number[],
  ofColumn: readonly number[],
): void {
  ofRow.forEach((down, i) => {
    ofColumn.forEach((across, j) => {
      const at = (direction * nPoints + i) * nPoints + j;
      features[at] = (features[at] ?? 0) + line * down * across;
    });
  });
}

function poolWeights(): readonly (readonly number[])[] {
  const pixels = Array.from({ length: side }, (_, pixel) => pixel);
  const points = Array.from({ length: nPoints }, (_, i) => (step - 1) / 2 + i * step);
  const near = (pixel: number, point: number) => Math.exp(-((pixel - point) ** 2) / (2 * spread ** 2));
  const totals = points.map((point) => pixels.reduce((sum, pixel) => sum + near(pixel, point), 0));
  return pixels.map((pixel) => points.map((point, i) => near(pixel, point) / (totals[i] ?? 1)));
}
