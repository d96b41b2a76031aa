/** Numbers, dates and small turns of phrase, as English writes them; and the formats of any language. */

/** Return the formats of numbers, dates and lists in a language. */
export function formatsOf(locale: string) {
  /** A format of numbers with the minus sign that printers use, as long as a plus; the hyphen is shorter. */
  const format = (options: Intl.NumberFormatOptions): { readonly format: (value: number) => string } => {
    const plain = new Intl.NumberFormat(locale, options);
    return { format: (value) => plain.format(value).replace("-", "−") };
  };
  return {
    number: format({}),
    percentage: format({ style: "percent", maximumFractionDigits: 1 }),
    wholePercentage: format({ style: "percent" }),
    signedPercentage: format({ style: "percent", signDisplay: "exceptZero" }),
    decimal: format({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    signedDecimal: format({
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: "exceptZero",
    }),
    signed: format({ maximumFractionDigits: 1, signDisplay: "exceptZero" }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
    plurals: new Intl.PluralRules(locale),
  };
}

const english = formatsOf("en");
export const { number, percentage, wholePercentage, signedPercentage } = english;
export const { decimal, signed, signedDecimal, moment, list } = english;

const articles: Readonly<Record<number, string>> = { 8: "an" };
export const aDigit = (digit: number) => `${articles[digit] ?? "a"} ${digit}`;
export const capitalADigit = (digit: number) => `${digit === 8 ? "An" : "A"} ${digit}`;
export const digits = (n: number) => (n === 1 ? "1 digit" : `${number.format(n)} digits`);

/** Smaller sets are told as counts: a percentage of three looks surer than it is. If larger, percentages come later. */
export const leastForShare = 30;
/** Return how many of a set were read: as a percentage, or as counts where the set is small. */
export const readOf = (correct: number, count: number) =>
  count < leastForShare
    ? `${number.format(correct)} of ${number.format(count)}`
    : percentage.format(correct / count);
