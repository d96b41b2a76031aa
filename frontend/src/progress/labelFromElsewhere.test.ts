import { expect, it } from "vitest";
import { digit } from "../testing/answers";
import { labelFromElsewhere } from "./labelFromElsewhere";

const digits = [
  { ...digit, id: 12, label: 4 },
  { ...digit, id: 11, label: 7 },
  { ...digit, id: 10, label: 1 },
];

it("tells of the newest digit that somebody else has sent", () => {
  expect(labelFromElsewhere(digits, 10, new Set())).toBe(4);
  expect(labelFromElsewhere(digits, 10, new Set([12]))).toBe(7);
});

it("tells nothing of one's own, of old ones, and at the first look", () => {
  expect(labelFromElsewhere(digits, 10, new Set([11, 12]))).toBeNull();
  expect(labelFromElsewhere(digits, 12, new Set())).toBeNull();
  expect(labelFromElsewhere(digits, null, new Set())).toBeNull();
});
