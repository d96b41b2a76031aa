/** Places of all versions' accuracies in a chart, as pure functions. */

import type { Version } from "../../api/client";
import { place, ticksFor, type Box, type Frame, type Point } from "../chart";

interface VersionPoint extends Point {
  readonly version: number;
  readonly accuracy: number;
}

interface PlacedVersions {
  /** Accuracies on MNIST's test digits (without MNIST, the reference digits) and people's held-out digits together. */
  readonly all: readonly VersionPoint[];
  /** Accuracies on people's held-out digits alone, of the versions that were measured on any. */
  readonly people: readonly VersionPoint[];
  readonly ticks: readonly { readonly accuracy: number; readonly y: number }[];
}

/** Place the oldest version at the left and the newest at the right; accuracies grow upwards. */
export function placeVersions(versions: readonly Version[], box: Box): PlacedVersions {
  const oldestFirst = [...versions].sort((a, b) => a.version - b.version);
  const all = oldestFirst.flatMap(({ version, test_accuracy }) => measurements(version, test_accuracy));
  const people = oldestFirst.flatMap(({ version, test_detail }) =>
    measurements(version, test_detail?.people.accuracy),
  );
  const ticks = ticksFor([...all, ...people].map(({ accuracy }) => accuracy));
  const frame: Frame = {
    ...box,
    x: [oldestFirst[0]?.version ?? 1, oldestFirst.at(-1)?.version ?? 1],
    y: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
  };
  const toPoint = (point: Measurement) => ({ ...point, ...place(frame, point.version, point.accuracy) });
  return {
    all: all.map(toPoint),
    people: people.map(toPoint),
    ticks: ticks.map((accuracy) => ({ accuracy, y: place(frame, frame.x[0], accuracy).y })),
  };
}

type Measurement = Omit<VersionPoint, keyof Point>;

function measurements(version: number, accuracy: number | null | undefined): readonly Measurement[] {
  return accuracy == null ? [] : [{ version, accuracy }];
}
