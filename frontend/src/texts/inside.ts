/** The words of the page Inside. */

import { aDigit, percentage, signed, wholePercentage } from "./formats";

export const inside = {
  heading: "Inside the network",
  introduction:
    "Draw, and watch it think. Each small picture is one of its hidden units, seen through its weights: blue is where ink lights it, red where ink puts it out. The brighter a picture, the more your drawing lights it.",
  hidden: "Hidden units",
  units: "The hidden units",
  outputs: "Outputs",
  choose: "The output to look at",
  unit: (unit: number) => `Unit ${unit}`,
  unitLit: (unit: number, lit: number, part: number, digit: number) =>
    `Unit ${unit}: lit ${wholePercentage.format(lit)}, says ${signed.format(part)} for ${digit}`,
  part: (part: number) => signed.format(part),
  output: (digit: number, output: number | null) =>
    output === null ? `Output ${digit}` : `Output ${digit}: ${wholePercentage.format(output)}`,
  sum: (digit: number, sum: { bias: number; for: number; against: number; total: number; output: number }) =>
    `For ${aDigit(digit)}: the bias ${signed.format(sum.bias)}, all that speaks for it ${signed.format(sum.for)}, all that speaks against it ${signed.format(sum.against)}. Together ${signed.format(sum.total)}, which the sigmoid makes ${percentage.format(sum.output)}.`,
  drawFirst: "Draw a digit, and it lights up.",
  reads: (digit: number, isCertain: boolean) =>
    isCertain ? `It reads ${aDigit(digit)}.` : `It is not sure; perhaps ${aDigit(digit)}.`,
  note: (digit: number) =>
    `The bar is how far a unit is lit; the number is what it adds for the ${digit}: how far it is lit, times its weight. Choose another output to see what speaks for that.`,
  noteSince: (version: number) =>
    `What has been learned since version ${version}: blue where a weight has grown, red where it has shrunk.`,
  legend: "Blue: ink here lights the unit. Red: ink here puts it out. White: your drawing.",
  says: "What it says when lit",
  compare: "Show",
  compareNone: "the weights",
  compareWith: (version: number) => `what changed since version ${version}`,
  loading: "Fetching the weights…",
  away: "The server does not answer. Come back in a moment.",
  gone: "The weights of that version are not kept any more. Choose another one.",
} as const;
