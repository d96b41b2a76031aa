import type { Digit } from "../../api/client";

/** Return the newest digit of each label, of digits listed newest first; one with strokes comes before a picture. */
export function newestOfEach<T extends Pick<Digit, "label" | "has_strokes">>(
  digits: readonly T[],
): ReadonlyMap<number, T> {
  const found = new Map<number, T>();
  for (const digit of digits) {
    const before = found.get(digit.label);
    if (before === undefined || (!before.has_strokes && digit.has_strokes)) found.set(digit.label, digit);
  }
  return found;
}
