/** Where everything of the chart lies: pure. Versions run to the right, accuracies upwards. */

import type { Version } from "../../api/client";

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Point {
  readonly version: number;
  readonly accuracy: number;
  readonly x: number;
  readonly y: number;
}

export interface Chart {
  /** Accuracies on all digits that no version learned from; of every version that was measured. */
  readonly all: readonly Point[];
  /** On people's held-out digits alone, where there were any. */
  readonly people: readonly Point[];
  readonly ticks: readonly { readonly accuracy: number; readonly y: number }[];
}

const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const nTicks = 4;

export function chartOf(versions: readonly Version[], box: Box): Chart {
  const oldestFirst = [...versions].sort((a, b) => a.version - b.version);
  const all = oldestFirst.flatMap(({ version, test_accuracy }) =>
    test_accuracy == null ? [] : [{ version, accuracy: test_accuracy }],
  );
  const people = oldestFirst.flatMap(({ version, test_detail }) => {
    const accuracy = test_detail?.people.accuracy ?? null;
    return accuracy === null ? [] : [{ version, accuracy }];
  });
  const [low, high, step] = scaleOf([...all, ...people].map(({ accuracy }) => accuracy));
  const first = oldestFirst[0]?.version ?? 1;
  const last = oldestFirst.at(-1)?.version ?? 1;
  const x = (version: number) =>
    first === last
      ? (box.left + box.width - box.right) / 2
      : box.left + ((version - first) / (last - first)) * (box.width - box.left - box.right);
  const y = (accuracy: number) =>
    box.height - box.bottom - ((accuracy - low) / (high - low)) * (box.height - box.top - box.bottom);
  const placed = (point: { version: number; accuracy: number }) => ({
    ...point,
    x: x(point.version),
    y: y(point.accuracy),
  });
  const n = Math.round((high - low) / step);
  const ticks = Array.from({ length: n + 1 }, (_, i) => low + i * step);
  return {
    all: all.map(placed),
    people: people.map(placed),
    ticks: ticks.map((accuracy) => ({ accuracy, y: y(accuracy) })),
  };
}

/** Round ends around all accuracies, and a round step that makes a few lines between them. */
export function scaleOf(accuracies: readonly number[]): readonly [low: number, high: number, step: number] {
  if (accuracies.length === 0) return [0, 1, 0.5];
  const [least, most] = [Math.min(...accuracies), Math.max(...accuracies)];
  const step = steps.find((each) => (most - least) / each <= nTicks - 1) ?? 0.5;
  const low = Math.max(0, Math.floor(least / step + 1e-9) * step);
  const high = Math.min(1, Math.ceil(most / step - 1e-9) * step);
  return high - low < step / 2 ? [Math.max(0, low - step), Math.min(1, low + step), step] : [low, high, step];
}

/** A line through the points, as an SVG path. */
export function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
