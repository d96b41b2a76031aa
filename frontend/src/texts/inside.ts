/** The words of the page Inside. */

import { aDigit, decimal, number, percentage, signed, signedDecimal, wholePercentage } from "./formats";

const units = (n: number) => (n === 1 ? "1 unit" : `${number.format(n)} units`);

export const inside = {
  heading: "Inside the network",
  introduction:
    "Draw, and watch it think. Your drawing becomes 28 × 28 pixels; thirty hidden units (neurons) look at all of them, each for a shape of its own; ten outputs listen to the thirty, and the loudest one is the guess.",
  layers: ["28 × 28 pixels", "30 units", "10 outputs"],
  figure: (best: number | null) =>
    best === null
      ? "The network: 28 × 28 pixels, thirty hidden units, ten outputs"
      : `The network: 28 × 28 pixels, thirty hidden units lit by the drawing, ten outputs; that of the ${best} is the largest`,
  hidden: "The thirty hidden units",
  units: "The hidden units",
  outputs: "Outputs",
  choose: "The output to look at",
  unit: (unit: number) => `Unit ${unit}`,
  unitLit: (unit: number, lit: number, part: number, digit: number) =>
    `Unit ${unit}: lit ${wholePercentage.format(lit)}, says ${signed.format(part)} for ${digit}`,
  unitOff: (unit: number) => `Unit ${unit}: switched off`,
  off: "off",
  part: (part: number) => signed.format(part),
  output: (digit: number, output: number | null) =>
    output === null ? `Output ${digit}` : `Output ${digit}: ${wholePercentage.format(output)}`,
  sum: (digit: number, sum: { bias: number; for: number; against: number; total: number; output: number }) =>
    `For ${aDigit(digit)}: the bias ${signed.format(sum.bias)}, all that speaks for it ${signed.format(sum.for)}, all that speaks against it ${signed.format(sum.against)}. Together ${signed.format(sum.total)}, which the sigmoid makes ${percentage.format(sum.output)}.`,
  drawFirst: "Draw a digit, and it lights up.",
  reads: (guess: number, shown: number, nOff: number, how: "certain" | "unusual" | "unsure") => {
    if (nOff > 0) return `With ${units(nOff)} off it reads ${aDigit(guess)}.`;
    if (guess !== shown) return `It reads ${aDigit(guess)}; with your own memory it is ${aDigit(shown)}.`;
    if (how === "unusual") return `Perhaps ${aDigit(guess)}; something in the drawing is unusual for one.`;
    return how === "certain" ? `It reads ${aDigit(guess)}.` : `It is not sure; perhaps ${aDigit(guess)}.`;
  },
  show: "Show",
  looks: {
    patterns: "what each unit looks for",
    weights: "the raw weights",
    since: (version: number) => `what changed since version ${version}`,
  },
  notes: {
    patterns:
      "Blue is where ink goes with the unit being lit, red where ink goes with it being dark, over 2,000 made-up digits. The brighter a picture, the more your drawing lights it.",
    weights:
      "The numbers themselves: blue is a positive weight, red a negative one. They look like noise, and largely are: digits never have ink in some pixels, so weights there were never corrected, and neighbouring pixels nearly always have ink together, so only the sum of their weights matters, not each one.",
    since: (version: number) =>
      `What has been learned since version ${version}: blue where a weight has grown, red where it has shrunk, on a scale of its own.`,
  },
  legends: {
    patterns: "Blue: with ink here the unit is lit. Red: with ink here it is dark. White: your drawing.",
    weights: "Blue: a positive weight. Red: a negative one. White: your drawing.",
    since: (version: number) =>
      `Blue: this weight has grown since version ${version}. Red: it has shrunk. White: your drawing.`,
  },
  note: (digit: number) =>
    `The bar is how far a unit is lit; the number is what it adds for the ${digit}: how far it is lit, times its weight. Choose another output to see what speaks for that.`,
  which: (digit: number, isChosen: boolean) =>
    isChosen
      ? "One of the thirty: the one that you chose."
      : `One of the thirty: the one that says most about the ${digit} just now. Press another one in the grid to see that.`,
  looksFor: "What it looks for",
  litBy: "How much of that your drawing has",
  litNow: (lit: number) => `Your drawing lights it ${wholePercentage.format(lit)}.`,
  switchOff: "Switch this unit off",
  lights: "What lights it most",
  drawings: "Of people’s drawings",
  madeUp: (label: number) => `${aDigit(label)}, made up`,
  says: "What it tells the ten outputs",
  saysNote: "When fully lit: blue speaks for a digit, red against it. Half lit, it says half of that.",
  breakIt: {
    heading: "Break it",
    note: "No unit is the 7, and none is needed for it alone: each helps with several digits. Switch some off: the network still reads, mostly fewer digits the more are off, though now and then more of a single digit.",
    some: (n: number) => `Switch off ${n} at random`,
    allOn: "All on again",
    reads: (nOff: number, n: number, count: number) =>
      `With ${nOff === 0 ? "all units on" : `${units(nOff)} off`} it reads ${number.format(n)} of ${number.format(count)} made-up test digits.`,
    perDigit: "Test digits that are still read, digit by digit",
    ofDigit: (digit: number, n: number, count: number) => `${digit}: ${n} of ${count}`,
  },
  follow: {
    heading: "One number, followed through",
    drawFirst: "Draw a digit, and follow one of its numbers from a pixel to the guess.",
    where: (row: number, column: number) =>
      `Your drawing; the pixel in row ${row}, column ${column} is marked`,
    another: "Another pixel",
    ink: (row: number, column: number, ink: number) =>
      `The pixel in row ${row}, column ${column} has ${decimal.format(ink)} of ink (0 is none, 1 is full).`,
    product: (ink: number, weight: number, unit: number) =>
      `Unit ${unit} gives it the weight ${signedDecimal.format(weight)}: ${decimal.format(ink)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(ink * weight)}.`,
    inputs: (sum: number, bias: number) =>
      `All 784 pixels together say ${signedDecimal.format(sum)}; with the unit’s bias ${signedDecimal.format(bias)} that is ${signedDecimal.format(sum + bias)}.`,
    lit: (z: number, lit: number, unit: number) =>
      `The sigmoid squeezes ${signedDecimal.format(z)} between 0 and 1: unit ${unit} is lit ${decimal.format(lit)}.`,
    off: (z: number, lit: number, unit: number) =>
      `The sigmoid squeezes ${signedDecimal.format(z)} to ${decimal.format(lit)}, but unit ${unit} is switched off: 0.`,
    says: (lit: number, weight: number, digit: number) =>
      `The output ${digit} gives the unit the weight ${signedDecimal.format(weight)}: ${decimal.format(lit)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(lit * weight)}.`,
    outputs: (inFavour: number, against: number, bias: number, total: number) =>
      `Thirty such numbers: ${signedDecimal.format(inFavour)} for, ${signedDecimal.format(against)} against, the bias ${signedDecimal.format(bias)}. Together ${signedDecimal.format(total)}.`,
    output: (total: number, output: number, digit: number) =>
      `The sigmoid again: ${signedDecimal.format(total)} becomes ${decimal.format(output)}. So loudly the network says “${digit}”.`,
  },
  loading: "Fetching the weights…",
  away: "The server does not answer. This page asks again by itself.",
  gone: "The weights of that version are not kept any more. Choose another one.",
} as const;
