import { expect, it } from "vitest";
import { parseWaitingDigit } from "./waitingDigit";

const digit = { key: "a-key", label: 7, image: "data:,", verified_at_ms: 1 };

it("is read back as it was stored", () => {
  expect(parseWaitingDigit(JSON.stringify(digit))).toEqual(digit);
});

it.each(["", "{", "null", "7", "[]", "{}", '{"key":1,"label":7,"image":"","verified_at_ms":1}'])(
  "is not made of %j",
  (text) => {
    expect(parseWaitingDigit(text)).toBeUndefined();
  },
);

it.each(["key", "label", "image", "verified_at_ms"])("is not made without its %s", (name) => {
  expect(parseWaitingDigit(JSON.stringify({ ...digit, [name]: undefined }))).toBeUndefined();
});
