import type { Confusion } from "../../api/client";

type ReadAs = Confusion["readings"][number];

/** Return the drawings of a cell, newest first. */
export function cellReadings({ readings }: Confusion, label: number, guess: number): readonly ReadAs[] {
  return readings.filter((reading) => reading.label === label && reading.guess === guess);
}

/** Return the opacity of a cell. The square root keeps a single confusion visible beside many. */
export function strength(n: number, largest: number): number {
  return n <= 0 ? 0 : 0.15 + 0.55 * Math.sqrt(n / largest);
}
