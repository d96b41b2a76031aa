/** The words of the page History. */

import type { WhyCode } from "../api/client";
import { aDigit, digits, moment, number } from "./formats";

/** Returns a figure by the name that the server gives it. */
export type Figure = (name: string) => number;
const of = (n: Figure, part: string, whole: string) =>
  `${number.format(n(part))} of ${number.format(n(whole))}`;
const testDigits = (n: Figure) =>
  `It reads ${of(n, "correct", "count")} test digits; it should read at least ${number.format(n("wanted"))}.`;
const ofPeople = (n: Figure) => {
  if (n("unseen") === 0) return "No digit of people was set aside to test it with.";
  const all = `Of ${n("unseen") === 1 ? "1 digit" : digits(n("unseen"))} of people that it was not shown`;
  return n("won") === 0 && n("lost") === 0
    ? `${all}, it reads as many as the version before, and the same ones.`
    : `${all}, it reads ${number.format(n("won"))} that the version before misread, and misreads ${number.format(n("lost"))} that it read.`;
};

export const history = {
  heading: "How it has learned",
  introduction:
    "Ten checked digits make a version. It takes over if it reads at most half a point fewer of the test digits than the best version so far, of no single digit many fewer, and if it does not read people’s digits that were set aside worse than the version before, as far as chance lets one tell. So a version may be a little worse than the one before; it cannot become much worse, step by step. A ten that mostly contradicts the network waits for a person.",
  chart: "What every version reads of the same test digits; the list of versions has the same figures",
  peopleHeading: "How it reads people’s digits",
  peopleNote: "One digit in ten is set aside for the test, by chance, and never learned from.",
  peopleChart: "What every version reads of people’s digits that are set aside for the test",
  reference: "test digits, the same for every version",
  whisker: "95% interval: by chance alone a version could be anywhere in it",
  point: (version: number, correct: number, count: number) =>
    `Version ${version}: ${number.format(correct)} of ${number.format(count)}`,
  fewPeople: (correct: number, count: number) =>
    count === 0
      ? "The version that reads now was not measured on any yet."
      : `The version that reads now gets ${number.format(correct)} of ${number.format(count)}. That is too few for a percentage; from 30 on, they are drawn here.`,
  confusion: "What it takes for what",
  matrix: (correct: number, count: number) =>
    `The newest ${digits(count)}, as the version that reads now reads them: ${number.format(correct)} correctly. A row is what was drawn, a column what it reads.`,
  drawn: "Drawn",
  readAs: "Read as",
  cell: (n: number, label: number, guess: number) =>
    label === guess ? `${n} × ${label}, read correctly` : `${n} × ${label}, read as ${guess}`,
  openCell: "Choose a cell to see the drawings behind it.",
  drawingsShown: (n: number) =>
    n === 0
      ? "None of their drawings is shown here."
      : n === 1
        ? "1 of their drawings is shown here."
        : `${number.format(n)} of their drawings are shown here.`,
  drawing: (label: number, guess: number) => `${aDigit(label)}, read as ${aDigit(guess)}`,
  noDigits: "Nobody has checked a digit yet. The first ones will be counted here.",
  versions: "Versions",
  reading: "Reading now",
  status: {
    queued: "Waits",
    training: "Learning",
    promoted: "Took over",
    rejected: "Not taken",
    failed: "Failed",
  },
  undone: "Taken back",
  broughtBack:
    "A newer one was taken out again: the administrator decided so, or somebody asked to be forgotten.",
  kind: {
    base: "as it came",
    ten: "from ten digits",
    manual: "by hand",
    imported: "imported",
  },
  /** Why a version was taken or not, by the code that the server gives, with its figures. */
  why: {
    accepted: (n) => `${testDigits(n)} ${ofPeople(n)}`,
    forgot: testDigits,
    forgot_digit: (n) =>
      `${testDigits(n)} Of the ${n("digit")}s among them it reads ${of(n, "digit_correct", "digit_count")}; it should read at least ${number.format(n("digit_wanted"))}.`,
    worse_for_people: (n) => `${testDigits(n)} ${ofPeople(n)} That is worse than chance explains.`,
    contradicted: (n) =>
      `Of its ${digits(n("new"))} the network was almost sure that ${number.format(n("contradicted"))} are others. With more than ${number.format(n("most"))} the version is refused, and an administrator decides on those digits.`,
    not_finite: () => "Its numbers have run away: some are infinite, or no numbers.",
    weight_too_large: (n) =>
      `One of its weights is ${number.format(n("largest"))}; more than ${number.format(n("most"))} is not sound.`,
    not_storable: () => "It cannot be stored without damage.",
    shipped: () => "It came with the program.",
    new_base: () => "It learns the stored digits again, from a new beginning.",
    hand_taken_back: () => "Somebody took back all their digits; it learns again without them.",
  } satisfies Record<WhyCode, (n: Figure) => string>,
  servedSince: (since: Date) => `served from ${moment.format(since)}`,
  finished: (at: Date) => `finished ${moment.format(at)}`,
  queued: (at: Date) => `queued ${moment.format(at)}`,
  more: "Older versions",
} as const;
