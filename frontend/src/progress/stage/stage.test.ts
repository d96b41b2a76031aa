import { expect, it } from "vitest";
import { cardsOf, gainedLabels } from "./cards";
import { costLine } from "./costLine";

const change = (id: number, label: number, before: number, after: number) => ({ id, label, before, after });
const changes = (...changed: ReturnType<typeof change>[]) => ({
  version: 2,
  since: 1,
  n_digits: 10,
  correct_before: 8,
  correct_after: 9,
  changed,
});

it("shows first what is read now, then what is not read any more, four at most", () => {
  const [other, lost, won] = [change(1, 7, 1, 2), change(2, 7, 7, 1), change(3, 7, 1, 7)];
  expect(cardsOf(changes(other, lost, won))).toEqual([won, lost, other]);
  expect(cardsOf(changes(...[1, 2, 3, 4, 5].map((id) => change(id, 7, 1, 7))))).toHaveLength(4);
  expect(cardsOf(changes())).toEqual([]);
});

it("asks only for digits that are read now to be written again", () => {
  expect(
    gainedLabels(changes(change(1, 9, 4, 9), change(2, 7, 7, 1), change(3, 7, 1, 7), change(4, 9, 4, 9))),
  ).toEqual([7, 9]);
  expect(gainedLabels(changes(change(2, 7, 7, 1)))).toEqual([]);
});

it("draws the cost from the top down, zero at the bottom", () => {
  expect(costLine([0.8, 0.4, 0.2], { width: 100, height: 40 }, 3)).toBe("0,0 50,20 100,30");
});

it("leaves room for what is still to come", () => {
  expect(costLine([0.8, 0.4], { width: 100, height: 40 }, 5)).toBe("0,0 25,20");
  expect(costLine([], { width: 100, height: 40 }, 20)).toBe("");
});
