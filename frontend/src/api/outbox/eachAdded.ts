import type { AddedDigit, AddedNumber } from "../client";

/**
 * Return the stored digits of a request, from left to right. The `new_digits` of each are counted as if the digits had
 * been sent one by one: so the tenth is known, wherever in a number it stands.
 */
export function eachAdded(added: AddedDigit | AddedNumber): readonly AddedDigit[] {
  if (!("digits" in added)) return [added];
  const { digits, new_digits, retrain_at } = added;
  const counted = (digit: AddedDigit) => digit.state === "counted";
  return digits.map((digit, place) => {
    const nAfter = digits.slice(place + 1).filter(counted).length;
    return { ...digit, new_digits: (((new_digits - nAfter) % retrain_at) + retrain_at) % retrain_at };
  });
}
