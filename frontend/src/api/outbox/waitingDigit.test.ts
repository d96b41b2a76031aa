import { expect, it } from "vitest";
import { parseWaitingDigit } from "./waitingDigit";

const digit = { key: "a-key", label: 7, ink: { strokes: [[[0.5, 0.25, 0]]] }, verified_at_ms: 1 };

it("is read back as it was stored, with strokes or with a picture", () => {
  const photographed = { ...digit, ink: { image: "data:," } };
  expect(parseWaitingDigit(JSON.stringify(digit))).toEqual(digit);
  expect(parseWaitingDigit(JSON.stringify(photographed))).toEqual(photographed);
});

it("is read back with the number that it is part of, and not without it where that is damaged", () => {
  const number = { ...digit, number: { digits: "42", split: [[0], [1, 2]] } };
  const photographed = { ...digit, number: { digits: "42", split: null } };
  expect(parseWaitingDigit(JSON.stringify(number))).toEqual(number);
  expect(parseWaitingDigit(JSON.stringify(photographed))).toEqual(photographed);
  for (const damaged of [null, {}, { digits: 42, split: null }, { digits: "42", split: [7] }]) {
    expect(parseWaitingDigit(JSON.stringify({ ...digit, number: damaged }))).toBeUndefined();
  }
});

it.each(["", "{", "null", "7", "[]", "{}", '{"key":1,"label":7,"image":"","verified_at_ms":1}'])(
  "is not made of %j",
  (text) => {
    expect(parseWaitingDigit(text)).toBeUndefined();
  },
);

it.each(["key", "label", "ink", "verified_at_ms"])("is not made without its %s", (name) => {
  expect(parseWaitingDigit(JSON.stringify({ ...digit, [name]: undefined }))).toBeUndefined();
});

it.each([null, {}, { strokes: 7 }, { strokes: [7] }, { strokes: [[[0, 0]]] }, { strokes: [[[0, 0, null]]] }])(
  "is not made with the ink %j",
  (ink) => {
    expect(parseWaitingDigit(JSON.stringify({ ...digit, ink }))).toBeUndefined();
  },
);
