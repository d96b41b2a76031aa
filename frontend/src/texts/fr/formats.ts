/** Nombres, dates et petites tournures, comme le français les écrit. */

import { formatsOf, leastForShare } from "../formats";

const french = formatsOf("fr");
export const { number, percentage, wholePercentage, signedPercentage } = french;
export const { decimal, signed, signedDecimal, moment, list } = french;

export const aDigit = (digit: number) => `un ${digit}`;
export const capitalADigit = (digit: number) => `Un ${digit}`;
/** French counts 0 as one thing, not as many. */
export const digits = (n: number) => (n <= 1 ? `${n} chiffre` : `${number.format(n)} chiffres`);
export const readOf = (correct: number, count: number) =>
  count < leastForShare
    ? `${number.format(correct)} sur ${number.format(count)}`
    : percentage.format(correct / count);
