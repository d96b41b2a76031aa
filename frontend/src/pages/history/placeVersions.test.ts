import { describe, expect, it } from "vitest";
import type { Version } from "../../api/client";
import { servedModel, version } from "../../testing/answers";
import { placeVersions } from "./placeVersions";

const box = { width: 100, height: 50, left: 10, right: 10, top: 5, bottom: 5 };

const measured = (number: number, test_accuracy: number | null): Version => ({
  ...version,
  version: number,
  test_accuracy,
  test_detail: servedModel.test_detail,
});

describe("the chart", () => {
  it("runs from the oldest version at the left to the newest at the right", () => {
    const { all } = placeVersions([measured(3, 0.98), measured(2, 0.97), measured(1, 0.96)], box);
    expect(all.map(({ version, x }) => [version, x])).toEqual([
      [1, 10],
      [2, 50],
      [3, 90],
    ]);
    expect(all[2]?.y).toBeLessThan(all[0]?.y ?? 0);
  });

  it("leaves out what was not measured, and sets people's digits apart", () => {
    const { all, people } = placeVersions([measured(1, 0.9), measured(2, null)], box);
    expect(all).toHaveLength(1);
    expect(people.map(({ accuracy }) => accuracy)).toEqual([11 / 12, 11 / 12]);
  });

  it("stays in its box, whatever comes", () => {
    for (const accuracies of [[1], [0], [0.5, 0.5], [0, 1], [0.9791, 0.9795, 0.9788], [0.333]]) {
      const { all, ticks } = placeVersions(
        accuracies.map((accuracy, i) => ({ ...measured(i + 1, accuracy), test_detail: null })),
        box,
      );
      for (const { y } of [...all, ...ticks]) {
        expect(y).toBeGreaterThanOrEqual(box.top - 1e-6);
        expect(y).toBeLessThanOrEqual(box.height - box.bottom + 1e-6);
      }
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });

  it("is empty without versions", () => {
    expect(placeVersions([], box)).toMatchObject({ all: [], people: [] });
  });
});
