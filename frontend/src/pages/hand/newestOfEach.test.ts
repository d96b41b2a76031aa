import { expect, it } from "vitest";
import { newestOfEach } from "./newestOfEach";

it("takes the newest of each label, rather a written one than a picture", () => {
  const digit = (id: number, label: number, has_strokes = true) => ({ id, label, has_strokes });
  const found = newestOfEach([digit(9, 7), digit(8, 1, false), digit(7, 7), digit(6, 1), digit(5, 2, false)]);
  expect([...found].map(([label, { id }]) => [label, id])).toEqual([
    [7, 9],
    [1, 6],
    [2, 5],
  ]);
});
