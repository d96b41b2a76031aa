// A copy in JavaScript of `clean` (nn/data/strokes.py), `place_strokes` (nn/preprocessing) and `Network.outputs`, for
// the file that reads digits without a server. Names are those of the original. Numbers that are float32 there are
// rounded to float32 here (`f`), and sums of them are added up in NumPy's order.

const f = Math.fround;
const N = 28;

/** Return the ten outputs for strokes: lists of points [x, y], y down. */
function outputs(strokes) {
  return networkOutputs(Float32Array.from(placeStrokes(clean(strokes)), (pixel) => f(pixel / 255)));
}

// --- nn/data/strokes.py

function clean(strokes) {
  strokes = strokes.filter((stroke) => stroke.length > 0);
  const all = strokes.flat();
  if (all.length === 0) return [];
  const low = [0, 1].map((axis) => Math.min(...all.map((point) => point[axis])));
  let extent = Math.max(...all.flatMap((point) => [point[0] - low[0], point[1] - low[1]]));
  const at = (point, axis) => (extent ? f(((point[axis] - low[axis]) / extent) * 1000) : f(point[axis] - low[axis]));
  let places = [];
  strokes.forEach((stroke, number) => {
    stroke.forEach((point, index) => places.push({ x: at(point, 0), y: at(point, 1), isStart: index === 0, number }));
  });
  const corner = ["x", "y"].map((axis) => Math.min(...places.map((place) => place[axis])));
  extent = Math.max(...places.flatMap((place) => [place.x - corner[0], place.y - corner[1]]));
  const scale = extent ? C.SIDE / extent : 0;
  places = places.map((place) => ({
    ...place,
    x: rint((place.x - corner[0]) * scale),
    y: rint((place.y - corner[1]) * scale),
  }));
  places = places.filter(
    (place, index) =>
      place.isStart || place.x !== places[index - 1].x || place.y !== places[index - 1].y,
  );
  const isKept = simplified(places);
  const cleaned = strokes.map(() => []);
  places.forEach((place, index) => {
    if (isKept[index]) cleaned[place.number].push([place.x, place.y]);
  });
  return cleaned;
}

function simplified(places) {
  const isKept = places.map((place, index) => place.isStart || index + 1 === places.length || places[index + 1].isStart);
  for (const axis of ["x", "y"]) {
    const values = places.map((place) => place[axis]);
    isKept[values.indexOf(Math.min(...values))] = true;
    isKept[values.indexOf(Math.max(...values))] = true;
  }
  for (let step = 0; step < C.MOST_STEPS; step += 1) {
    const kept = places.map((_, index) => index).filter((index) => isKept[index]);
    let hasChanged = false;
    kept.forEach((first, piece) => {
      const end = kept[piece + 1] ?? places.length;
      const from = places[first];
      const to = places[kept[piece + 1] ?? first];
      let dx = to.x - from.x;
      const dy = to.y - from.y;
      if (dx === 0 && dy === 0) dx = 1;
      const squared = dx * dx + dy * dy;
      const distances = places.slice(first, end).map((place) => {
        const beside = (place.x - from.x) * dx + (place.y - from.y) * dy;
        const across = (place.y - from.y) * dx - (place.x - from.x) * dy;
        const beyond = beside - Math.min(Math.max(beside, 0), squared);
        return beyond * beyond + across * across;
      });
      const farthest = Math.max(...distances);
      if (farthest <= C.TOLERANCE ** 2 * squared) return;
      distances.forEach((distance, index) => {
        if (distance === farthest) isKept[first + index] = true;
      });
      hasChanged = true;
    });
    if (!hasChanged) return isKept;
  }
  return places.map(() => true);
}

// --- nn/preprocessing/strokes.py

function placeStrokes(strokes) {
  return draw(fit(straighten(strokePoints(strokes))));
}

function strokePoints(strokes) {
  const grains = grainsOf(withoutSpecks(strokes.filter((stroke) => stroke.length > 0)));
  const crowding = crowdingOf(grains);
  return {
    y: grains.y.map(f),
    x: grains.x.map(f),
    ink: grains.length.map((length, grain) =>
      f(f((length / Math.max(crowding[grain], 1)) * (255 * C.WIDTH)) / f(255 * f(C.WIDTH))),
    ),
  };
}

function withoutSpecks(strokes) {
  const boxes = strokes.map((stroke) => [Math.min, Math.max].map((end) => [0, 1].map((axis) => end(...stroke.map((point) => point[axis])))));
  const sides = boxes.map(([low, high]) => Math.max(high[0] - low[0], high[1] - low[1]));
  const small = f(f(C.SPECK_SIDE) * Math.max(...sides));
  const large = boxes.filter((_, index) => sides[index] >= small);
  const low = [0, 1].map((axis) => Math.min(...large.map((box) => box[0][axis])));
  const high = [0, 1].map((axis) => Math.max(...large.map((box) => box[1][axis])));
  return strokes.filter((_, index) => {
    const gaps = [0, 1].map((axis) => Math.max(low[axis] - boxes[index][1][axis], boxes[index][0][axis] - high[axis]));
    return sides[index] >= small || Math.max(...gaps) <= small;
  });
}

function grainsOf(strokes) {
  const points = strokes.flat();
  const low = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis])));
  const extent = Math.max(...points.flatMap((point) => [point[0] - low[0], point[1] - low[1]]));
  const scale = extent ? C.GRID_SIDE / extent : 0;
  const x = points.map((point) => (point[0] - low[0]) * scale);
  const y = points.map((point) => (point[1] - low[1]) * scale);
  const along = [0];
  for (let index = 1; index < x.length; index += 1) {
    along.push(along[index - 1] + Math.hypot(x[index] - x[index - 1], y[index] - y[index - 1]));
  }
  const grains = { y: [], x: [], length: [] };
  const ends = [];
  let start = 0;
  for (const stroke of strokes) {
    ends.push([along[start], along[start + stroke.length - 1]]);
    start += stroke.length;
  }
  const lengths = ends.map(([first, last]) => last - first);
  const spacing = Math.max(C.SPACING, lengths.reduce((sum, length) => sum + length, 0) / C.MOST_GRAINS);
  lengths.forEach((length, stroke) => {
    const count = Math.max(rint(length / spacing), 1);
    for (let nth = 0; nth < count; nth += 1) {
      const at = ends[stroke][0] + (nth + 0.5) * (length / count);
      grains.y.push(interpolated(at, along, y));
      grains.x.push(interpolated(at, along, x));
      grains.length.push(Math.max(length, C.DOT_LENGTH) / count);
    }
  });
  return grains;
}

/** As np.interp: the value at a place, between the last known place that is not after it and the next one. */
function interpolated(at, places, values) {
  let low = 0;
  let high = places.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle] <= at) low = middle;
    else high = middle;
  }
  if (low === places.length - 1 || places[low] === at) return values[low];
  const slope = (values[low + 1] - values[low]) / (places[low + 1] - places[low]);
  return slope * (at - places[low]) + values[low];
}

function crowdingOf(grains) {
  const side = C.GRID_SIDE + 1;
  const cells = grains.y.map((y, grain) => rint(y) * side + rint(grains.x[grain]));
  const ink = new Float64Array(side * side);
  cells.forEach((cell, grain) => {
    ink[cell] += grains.length[grain];
  });
  const nearness = matrix(side, (a, b) => Math.exp(-((a - b) ** 2) / (2 * C.SHARING ** 2)));
  const near = product(product(nearness, ink, side), nearness, side);
  return cells.map((cell) => near[cell] / (C.SHARING * Math.sqrt(2 * Math.PI)));
}

// --- nn/preprocessing/normalization.py

function straighten({ y, x, ink }) {
  y = centred(y, ink);
  x = centred(x, ink);
  const slant = f(mean(y.map((value, index) => f(value * x[index])), ink) / f(mean(y.map((value) => f(value * value)), ink) + f(C.LEAST_HEIGHT)));
  const kept = f(Math.min(Math.max(slant, f(-C.MAX_SLANT)), f(C.MAX_SLANT)));
  return { y, x: x.map((value, index) => f(value - f(kept * y[index]))), ink };
}

function fit({ y, x, ink }) {
  const height = extentOf(y, ink);
  const width = extentOf(x, ink);
  const longer = Math.max(height, width);
  const shorter = Math.min(height, width);
  const byLonger = f(f(C.DIGIT_SIDE) / longer);
  const softened = f(f(f(C.DIGIT_SIDE) * f(f(shorter / longer) ** f(C.ASPECT))) / shorter);
  const byShorter = Math.min(softened, f(f(C.MAX_STRETCH) * byLonger));
  const byY = height >= width ? byLonger : byShorter;
  const byX = height >= width ? byShorter : byLonger;
  const darker = f(Math.sqrt(f(byY * byX)));
  const middle = f((N - 1) / 2);
  return {
    y: y.map((value) => f(f(value * byY) + middle)),
    x: x.map((value) => f(f(value * byX) + middle)),
    ink: ink.map((value) => f(value * darker)),
    byY,
    byX,
  };
}

function draw({ y, x, ink, byY, byX }) {
  const last = f(N - 1.001);
  const density = new Float64Array(N * N);
  const shares = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ].map(([below, beside]) => {
    const part = new Float64Array(N * N);
    y.forEach((value, point) => {
      const row = Math.min(Math.max(value, 0), last);
      const column = Math.min(Math.max(x[point], 0), last);
      const top = Math.floor(row);
      const left = Math.floor(column);
      const down = row - top;
      const right = column - left;
      part[(top + below) * N + left + beside] += (below ? down : 1 - down) * (beside ? right : 1 - right) * ink[point];
    });
    return part;
  });
  for (const part of shares) part.forEach((value, pixel) => (density[pixel] += value));
  const blurred = product(product(blur(byY), Float32Array.from(density), N, f), blur(byX), N, f);
  const picture = blurred.map((value) => f(1 - exp32(f(-f(C.DARKNESS) * value))));
  const strongest = f(255 / Math.max(...picture));
  return Uint8Array.from(picture, (value) => rint(f(value * strongest)));
}

function blur(scale) {
  const least = f(f(C.LEAST_BLUR) * Math.max(scale, 1));
  const missing = C.SOFTNESS ** 2 - f(f(f(f(C.WIDTH) * scale) ** 2) / f(12));
  const variance = Math.max(missing, f(least * least));
  return matrix(N, (row, column) => f(Math.exp(-((row - column) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)));
}

function extentOf(axis, ink) {
  const width = f(C.WIDTH);
  const variance = Math.max(f(mean(axis.map((value) => f(value * value)), ink) - f(f(width * width) / f(12))), 0);
  return f(f(C.EXTENT) * f(Math.sqrt(f(variance + f(C.LEAST_VARIANCE)))));
}

function centred(axis, ink) {
  const middle = mean(axis, ink);
  return axis.map((value) => f(value - middle));
}

function mean(values, ink) {
  return f(sum(values.map((value, index) => f(value * ink[index]))) / sum(ink));
}

/** Return the sum of float32 numbers as NumPy adds them: pairwise, in eight partial sums. */
function sum(values, first = 0, count = values.length) {
  if (count < 8) {
    let total = 0;
    for (let index = first; index < first + count; index += 1) total = f(total + values[index]);
    return total;
  }
  if (count > 128) {
    let half = count >> 1;
    half -= half % 8;
    return f(sum(values, first, half) + sum(values, first + half, count - half));
  }
  const r = values.slice(first, first + 8);
  let index = 8;
  for (; index < count - (count % 8); index += 8) {
    for (let lane = 0; lane < 8; lane += 1) r[lane] = f(r[lane] + values[first + index + lane]);
  }
  let total = f(f(f(r[0] + r[1]) + f(r[2] + r[3])) + f(f(r[4] + r[5]) + f(r[6] + r[7])));
  for (; index < count; index += 1) total = f(total + values[first + index]);
  return total;
}

// --- nn/network.py

function networkOutputs(inputs) {
  let layer = inputs;
  let place = 0;
  let bias = SIZES.slice(1).reduce((total, size, depth) => total + size * SIZES[depth], 0);
  for (let depth = 1; depth < SIZES.length; depth += 1) {
    const next = new Float32Array(SIZES[depth]);
    for (let unit = 0; unit < next.length; unit += 1) {
      let total = PARAMETERS[bias + unit];
      for (let index = 0; index < layer.length; index += 1) {
        total += layer[index] * PARAMETERS[place + index * next.length + unit];
      }
      next[unit] = 1 / (1 + Math.exp(-total));
    }
    place += layer.length * next.length;
    bias += next.length;
    layer = next;
  }
  return layer;
}

// --- NumPy

/** Round half to even. */
function rint(value) {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/**
 * The exponential of a float32 as NumPy's vector instructions compute it: x = k ln 2 + y, a quotient of two polynomials
 * of y, times 2 ** k. It differs from the exact one in the last place, and a pixel may fall on the other side of a
 * rounding by that.
 */
function exp32(x) {
  const k = rint(f(x * f(Math.LOG2E)));
  const y = f(k * f(-1.42860677e-6) + f(k * f(-6.93145752e-1) + x));
  const above = polynomial(y, [5.082762527590693718096e-4, 6.757896990527504603057e-3, 5.114512081637298353406e-2, 0.2473615434895520810817, 0.7257664613233124478488, 1]);
  const below = polynomial(y, [2.159509375685829852307e-2, -0.2742335390411667452936, 1]);
  return f(f(above / below) * 2 ** k);
}

function polynomial(y, coefficients) {
  return coefficients.reduce((sum, coefficient) => f(sum * y + f(coefficient)), 0);
}

function matrix(side, valueAt) {
  const values = new Float64Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) values[row * side + column] = valueAt(row, column);
  }
  return values;
}

function product(left, right, side, round = (value) => value) {
  const sums = new Float64Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let index = 0; index < side; index += 1) {
      const factor = left[row * side + index];
      if (factor === 0) continue;
      for (let column = 0; column < side; column += 1) {
        const place = row * side + column;
        sums[place] = round(sums[place] + factor * right[index * side + column]);
      }
    }
  }
  return sums;
}
