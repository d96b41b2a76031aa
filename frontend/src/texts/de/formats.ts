/** Zahlen, Daten und kleine Wendungen, wie das Deutsche sie schreibt. */

import { formatsOf, leastForShare } from "../formats";

const german = formatsOf("de");
export const { number, percentage, wholePercentage, signedPercentage } = german;
export const { decimal, signed, signedDecimal, moment, list } = german;

export const aDigit = (digit: number) => `eine ${digit}`;
export const capitalADigit = (digit: number) => `Eine ${digit}`;
export const digits = (n: number) => (n === 1 ? "1 Ziffer" : `${number.format(n)} Ziffern`);
export const readOf = (correct: number, count: number) =>
  count < leastForShare
    ? `${number.format(correct)} von ${number.format(count)}`
    : percentage.format(correct / count);
