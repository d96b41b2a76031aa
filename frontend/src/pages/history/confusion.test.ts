import { expect, it } from "vitest";
import { cellReadings, strength } from "./confusion";

it("opens the drawings of a cell, and of no other", () => {
  const readings = [
    { id: 3, label: 7, guess: 1 },
    { id: 2, label: 1, guess: 7 },
    { id: 1, label: 7, guess: 1 },
  ];
  const confusion = { version: 1, n_digits: 3, n_correct: 0, matrix: [], readings };
  expect(cellReadings(confusion, 7, 1).map(({ id }) => id)).toEqual([3, 1]);
  expect(cellReadings(confusion, 7, 7)).toEqual([]);
});

it("paints one confusion visibly, and the most full", () => {
  expect(strength(0, 5)).toBe(0);
  expect(strength(1, 1000)).toBeGreaterThan(0.15);
  expect(strength(1000, 1000)).toBeCloseTo(0.7);
});
