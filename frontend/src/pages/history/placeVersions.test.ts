import { describe, expect, it } from "vitest";
import type { Version } from "../../api/client";
import { servedModel, version } from "../../testing/answers";
import { measurements, ofMnist, ofPeople, ofReference, placeVersions, referenceNames } from "./placeVersions";

const box = { width: 100, height: 50, left: 10, right: 10, top: 5, bottom: 5 };
const name = "MNIST held back";

function counts(correct: number, count: number) {
  const accuracy = count === 0 ? null : correct / count;
  const margin = 0.01;
  return {
    accuracy,
    correct,
    count,
    interval: [Math.max(0, (accuracy ?? 0) - margin), Math.min(1, (accuracy ?? 0) + margin)],
  };
}

/** A version that reads `correct` of 1,000 reference digits, and of people's digits what `people` says. */
function measured(number: number, correct: number, people = counts(0, 0), reference = name): Version {
  const detail = servedModel.test_detail;
  if (detail === null) throw new Error("the example has a detail");
  return {
    ...version,
    version: number,
    test_accuracy: 0.1 * number,
    test_detail: {
      ...detail,
      mnist: number === 1 ? counts(9873, 10_000) : null,
      people,
      reference: { ...counts(correct, 1000), name: reference, best_correct: correct },
    },
  };
}

describe("the chart", () => {
  it("runs from the oldest version at the left to the newest at the right", () => {
    const placed = placeVersions(
      [measured(3, 980), measured(2, 970), measured(1, 960)],
      [ofReference(name)],
      box,
    );
    const points = placed.lines[0]?.points ?? [];
    expect(points.map(({ version: number, x }) => [number, x])).toEqual([
      [1, 10],
      [2, 50],
      [3, 90],
    ]);
    expect(points[2]?.y).toBeLessThan(points[0]?.y ?? 0);
  });

  it("measures every version with the same digits, and leaves each other set a line of its own", () => {
    const versions = [measured(1, 990), measured(2, 992)];
    const { lines } = placeVersions(versions, [ofReference(name), ofMnist], box);
    expect(lines.map(({ points }) => points.map((point) => [point.version, point.correct]))).toEqual([
      [
        [1, 990],
        [2, 992],
      ],
      [[1, 9873]],
    ]);
  });

  it("keeps reference digits of another name apart, the newest name first", () => {
    const versions = [measured(1, 990, counts(0, 0), "older"), measured(2, 992)];
    expect(referenceNames(versions)).toEqual([name, "older"]);
    expect(measurements(versions, ofReference(name)).map((found) => found.version)).toEqual([2]);
  });

  it("draws no percentage of fewer than thirty digits", () => {
    const versions = [measured(1, 990, counts(29, 29)), measured(2, 992, counts(30, 30))];
    expect(measurements(versions, ofPeople).map((found) => found.version)).toEqual([2]);
  });

  it("has whiskers from the lower to the upper end of the interval, around the point", () => {
    const [point] = placeVersions([measured(1, 900)], [ofReference(name)], box).lines[0]?.points ?? [];
    const [low, high] = point?.whisker ?? [0, 0];
    expect(low).toBeGreaterThan(point?.y ?? 0);
    expect(high).toBeLessThan(point?.y ?? 0);
  });

  it("stays in its box, whatever comes", () => {
    for (const corrects of [[1000], [0], [500, 500], [0, 1000], [979, 980, 978], [333]]) {
      const versions = corrects.map((correct, i) => measured(i + 1, correct));
      const { lines, ticks } = placeVersions(versions, [ofReference(name)], box);
      const ys = (lines[0]?.points ?? []).flatMap(({ y, whisker }) => [y, ...whisker]);
      for (const y of [...ys, ...ticks.map((tick) => tick.y)]) {
        expect(y).toBeGreaterThanOrEqual(box.top - 1e-6);
        expect(y).toBeLessThanOrEqual(box.height - box.bottom + 1e-6);
      }
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });

  it("is empty without versions", () => {
    expect(placeVersions([], [ofPeople], box).lines).toEqual([{ points: [] }]);
  });
});
