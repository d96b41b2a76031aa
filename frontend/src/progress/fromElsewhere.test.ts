import { expect, it } from "vitest";
import { afterLook, nothingYet } from "./fromElsewhere";

const look = (...ids: number[]) => ids.map((id) => ({ id, label: id % 10, is_mine: false }));
const none = new Set<number>();

it("counts what came after the first look, but for this page's own", () => {
  const first = afterLook(nothingYet, look(12, 11), none);
  expect(first).toMatchObject({ n: 0, label: null });
  const second = afterLook(first, look(15, 14, 13, 12, 11), new Set([14]));
  expect(second).toEqual({ newest: 15, n: 2, isAtLeast: false, label: 5 });
  expect(afterLook(second, look(15, 14, 13, 12, 11), none)).toBe(second);
});

it("counts none that the same hand has checked on another page", () => {
  const first = afterLook(nothingYet, look(2, 1), none);
  const mine = { id: 3, label: 6, is_mine: true };
  const second = afterLook(first, [mine, ...look(2, 1)], none);
  expect(second).toMatchObject({ n: 0, label: null });
  expect(afterLook(second, [...look(4), mine, ...look(2, 1)], none)).toMatchObject({ n: 1, label: 4 });
});

it("counts the first digit of all, too", () => {
  const first = afterLook(nothingYet, [], none);
  expect(afterLook(first, look(1), none)).toMatchObject({ n: 1, label: 1, isAtLeast: false });
});

it("says that there may be more where the whole list is new", () => {
  const first = afterLook(nothingYet, look(3, 2), none);
  expect(afterLook(first, look(9, 8), none)).toMatchObject({ n: 2, isAtLeast: true });
});

it("does not count again after a digit was taken back", () => {
  const first = afterLook(nothingYet, look(3, 2), none);
  const second = afterLook(first, look(4, 3, 2), none);
  expect(afterLook(second, look(3, 2), none)).toBe(second);
});
