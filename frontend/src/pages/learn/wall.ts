/** A wall of small digits, those that are misread on red: pixels of one picture, as a pure function. */

const side = 28;

export interface Wall {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** If smaller, the note offers rehearsal for digits that the network misread before the first step. */
const leastForgotten = 0.1;
/** With longer steps rehearsal saves only a part. */
const longestHealed = 0.3;

/** Say whether rehearsal would heal most of the digits that a copy misreads after steps of this length. */
export function mayHeal(isRead: readonly boolean[], rate: number, isRehearsed: boolean): boolean {
  const nMisread = isRead.filter((read) => !read).length;
  return !isRehearsed && rate <= longestHealed && nMisread > leastForgotten * isRead.length;
}

type Colour = readonly [red: number, green: number, blue: number];
const slate: Colour = [35, 38, 45];
const white: Colour = [244, 241, 234];
const red: Colour = [196, 58, 28];

/** Return the picture of digits, 784 bytes each, in rows of `nColumns`; those that are not read stand on red. */
export function wallOf(digits: Uint8Array, isRead: readonly boolean[], nColumns: number): Wall {
  const nRows = Math.ceil(isRead.length / nColumns);
  const [width, height] = [nColumns * side, nRows * side];
  const pixels = new Uint8ClampedArray(width * height * 4);
  isRead.forEach((read, i) => {
    const ground = read ? slate : red;
    const [left, top] = [(i % nColumns) * side, Math.floor(i / nColumns) * side];
    for (let at = 0; at < side * side; at += 1) {
      const ink = (digits[i * side * side + at] ?? 0) / 255;
      const place = ((top + Math.floor(at / side)) * width + left + (at % side)) * 4;
      for (const channel of [0, 1, 2] as const) {
        pixels[place + channel] = Math.round(ground[channel] + ink * (white[channel] - ground[channel]));
      }
      pixels[place + 3] = 255;
    }
  });
  return { width, height, pixels };
}
