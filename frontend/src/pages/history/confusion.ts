import type { Confusion } from "../../api/client";

type ReadAs = Confusion["readings"][number];

/** The drawings of one cell, newest first. */
export function cellReadings({ readings }: Confusion, label: number, guess: number): readonly ReadAs[] {
  return readings.filter((reading) => reading.label === label && reading.guess === guess);
}

/** How full a cell is painted: even one confusion is seen, and many do not drown the others. */
export function strength(n: number, largest: number): number {
  return n <= 0 ? 0 : 0.15 + 0.55 * Math.sqrt(n / largest);
}
