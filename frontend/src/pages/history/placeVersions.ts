/** Places of all versions' accuracies in a chart, as pure functions. */

import type { Counts, Version } from "../../api/client";
import { leastForShare } from "../../texts/formats";
import { place, ticksFor, type Box, type Frame, type Point } from "../chart";

export interface VersionPoint extends Point {
  readonly version: number;
  readonly correct: number;
  readonly count: number;
  /** The heights of the ends of the 95 % interval. */
  readonly whisker: readonly [low: number, high: number];
}

interface Measured {
  readonly version: number;
  readonly counts: Counts;
}

export interface PlacedLine {
  readonly points: readonly VersionPoint[];
}

export interface PlacedVersions {
  /** One line for each set of digits, in the order given. */
  readonly lines: readonly PlacedLine[];
  readonly ticks: readonly { readonly accuracy: number; readonly y: number }[];
}

/** Returns how many a version reads of one set of digits; null where that was not measured. */
export type SetOf = (version: Version) => Counts | null;

export const ofPeople: SetOf = ({ test_detail }) => test_detail?.people ?? null;
export const ofMnist: SetOf = ({ test_detail }) => test_detail?.mnist ?? null;

/** The reference digits of this name: another installation may have sealed others. */
export function ofReference(name: string): SetOf {
  return ({ test_detail }) => (test_detail?.reference.name === name ? test_detail.reference : null);
}

/** Return the names of the sets of reference digits, the one of the newest version first. */
export function referenceNames(versions: readonly Version[]): readonly string[] {
  const newestFirst = [...versions].sort((a, b) => b.version - a.version);
  return [...new Set(newestFirst.flatMap(({ test_detail }) => test_detail?.reference.name ?? []))];
}

/** Return the versions that were measured on enough digits of a set, the oldest first. */
export function measurements(versions: readonly Version[], set: SetOf): readonly Measured[] {
  return [...versions]
    .sort((a, b) => a.version - b.version)
    .flatMap((version) => {
      const counts = set(version);
      return counts === null || counts.count < leastForShare ? [] : [{ version: version.version, counts }];
    });
}

/** Place the oldest version at the left and the newest at the right; accuracies grow upwards. */
export function placeVersions(
  versions: readonly Version[],
  sets: readonly SetOf[],
  box: Box,
): PlacedVersions {
  const measured = sets.map((set) => measurements(versions, set));
  const numbers = versions.map(({ version }) => version);
  const ends = measured.flat().flatMap(({ counts: { interval } }) => interval);
  const ticks = ticksFor(ends);
  const frame: Frame = {
    ...box,
    x: numbers.length === 0 ? [1, 1] : [Math.min(...numbers), Math.max(...numbers)],
    y: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
  };
  const toPoint = ({ version, counts: { correct, count, interval } }: Measured): VersionPoint => {
    const y = (share: number) => place(frame, version, share).y;
    return {
      version,
      correct,
      count,
      ...place(frame, version, correct / count),
      whisker: [y(interval[0] ?? 0), y(interval[1] ?? 1)],
    };
  };
  return {
    lines: measured.map((of) => ({ points: of.map(toPoint) })),
    ticks: ticks.map((accuracy) => ({ accuracy, y: place(frame, frame.x[0], accuracy).y })),
  };
}
