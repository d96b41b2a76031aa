/** Números, fechas y pequeños giros, como los escribe el español. */

import { formatsOf, leastForShare } from "../formats";

const spanish = formatsOf("es");
export const { number, percentage, wholePercentage, signedPercentage } = spanish;
export const { decimal, signed, signedDecimal, moment, list } = spanish;

export const aDigit = (digit: number) => `un ${digit}`;
export const capitalADigit = (digit: number) => `Un ${digit}`;
export const digits = (n: number) => (n === 1 ? "1 cifra" : `${number.format(n)} cifras`);
export const readOf = (correct: number, count: number) =>
  count < leastForShare
    ? `${number.format(correct)} de ${number.format(count)}`
    : percentage.format(correct / count);
