import { expect, it } from "vitest";
import { mayHeal, wallOf } from "./wall";

it("lays digits in rows, white ink on slate where they are read and on red where they are forgotten", () => {
  const digits = new Uint8Array(3 * 784);
  digits[784] = 255; // the first pixel of the second digit
  const { width, height, pixels } = wallOf(digits, [true, false, false], 2);
  expect([width, height]).toEqual([56, 56]);
  const at = (x: number, y: number) => [...pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 4)];
  expect(at(0, 0)).toEqual([35, 38, 45, 255]);
  expect(at(28, 0)).toEqual([244, 241, 234, 255]);
  expect(at(29, 0)).toEqual([196, 58, 28, 255]);
  expect(at(0, 28)).toEqual([196, 58, 28, 255]);
});

it("offers rehearsal for what the steps have made it forget, not for the few that it misread before", () => {
  const wall = (nMisread: number) => Array.from({ length: 400 }, (_, i) => i >= nMisread);
  expect(mayHeal(wall(200), 0.3, false)).toBe(true);
  expect(mayHeal(wall(6), 0.3, false)).toBe(false);
  expect(mayHeal(wall(200), 0.3, true)).toBe(false);
  expect(mayHeal(wall(200), 1, false)).toBe(false); // such long steps are healed only in part
});
