/** Numbers, dates and small turns of phrase, as English writes them; and the formats of any language. */

/** Return the formats of numbers, dates and lists in a language. */
export function formatsOf(locale: string) {
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  return {
    number: format({}),
    percentage: format({ style: "percent", maximumFractionDigits: 1 }),
    wholePercentage: format({ style: "percent" }),
    signedPercentage: format({ style: "percent", signDisplay: "exceptZero" }),
    decimal: format({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    signed: format({ maximumFractionDigits: 1, signDisplay: "exceptZero" }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
    plurals: new Intl.PluralRules(locale),
  };
}

const english = formatsOf("en");
export const { number, percentage, wholePercentage, signedPercentage } = english;
export const { decimal, signed, moment, list } = english;

const articles: Readonly<Record<number, string>> = { 8: "an" };
export const aDigit = (digit: number) => `${articles[digit] ?? "a"} ${digit}`;
export const capitalADigit = (digit: number) => `${digit === 8 ? "An" : "A"} ${digit}`;
export const digits = (n: number) => (n === 1 ? "1 digit" : `${number.format(n)} digits`);
