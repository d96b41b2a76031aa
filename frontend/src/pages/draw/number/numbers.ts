/** Numbers on the sheet: when a drawing is read as several digits, and what a person said of each. */

import type { Api, DigitOfNumber, Prediction, Reading } from "../../../api/client";
import { createLatest, type Latest } from "../../../api/latest";
import type { Ink } from "../../../ink";

/** A reading, and the drawing that was read. */
export interface ReadNumber {
  readonly ink: Ink;
  readonly reading: Reading;
}

export type Numbers = Latest<ReadNumber>;

export function createNumbers(read: Api["readNumber"]): Numbers {
  return createLatest(async (ink) => {
    const result = await read(ink);
    return result.ok ? { ok: true, value: { ink, reading: result.value } } : result;
  });
}

/**
 * Return whether a drawing is worth reading as a number. Digits without a gap between them are one in `n_seen`, but the
 * network is hardly certain of that one.
 */
export function mayBeNumber({ n_seen, certain }: Prediction, ink: Ink): boolean {
  return n_seen > 1 || (!certain && "strokes" in ink && ink.strokes.length > 1);
}

/** What a person said of digits, by the names of `nameOf`. */
export type Corrections = ReadonlyMap<string, number>;

/** Return a name that a digit keeps while others are drawn beside it: where and when its strokes began, or its box. */
export function nameOf({ strokes, box }: DigitOfNumber, ink: Ink): string {
  if (strokes === null || !("strokes" in ink)) return box.join();
  return strokes.map((index) => ink.strokes[index]?.[0]?.join()).join(" ");
}

/** Return each digit as it was said to be, or else as it is read. */
export function labelsOf({ ink, reading }: ReadNumber, corrections: Corrections): readonly number[] {
  return reading.digits.map((digit) => corrections.get(nameOf(digit, ink)) ?? digit.digit);
}

/** Return the strokes of each digit, as they are sent; null for a photograph. */
export function splitOf({ digits }: Reading): readonly (readonly number[])[] | null {
  const split = digits.flatMap(({ strokes }) => (strokes === null ? [] : [strokes]));
  return split.length === digits.length ? split : null;
}
