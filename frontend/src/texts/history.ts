/** The words of the page History. */

import { aDigit, digits, moment, number } from "./formats";

export const history = {
  heading: "How it has learned",
  introduction:
    "Ten checked digits make a version. It takes over if it reads at most half a point fewer of the test digits than the best version so far, and if it does not read people’s digits that were set aside worse than the version before, as far as chance lets one tell. So a version may be a little worse than the one before; it cannot become much worse, step by step.",
  chart: "What every version reads of the same test digits; the list of versions has the same figures",
  peopleChart: "What every version reads of people’s digits that are set aside for the test",
  reference: "test digits, the same for every version",
  whisker: "95% interval: by chance alone a version could be anywhere in it",
  point: (version: number, correct: number, count: number) =>
    `Version ${version}: ${number.format(correct)} of ${number.format(count)}`,
  fewPeople: (correct: number, count: number) =>
    count === 0
      ? "None is set aside yet: it is one digit in ten, by chance."
      : `The version that reads now gets ${number.format(correct)} of ${number.format(count)}. That is too few for a percentage; from 30 on, they are drawn here.`,
  confusion: "What it takes for what",
  matrix: (correct: number, count: number) =>
    `The newest ${digits(count)}, as the version that reads now reads them: ${number.format(correct)} correctly. A row is what was drawn, a column what it reads.`,
  drawn: "Drawn",
  readAs: "Read as",
  cell: (n: number, label: number, guess: number) =>
    label === guess ? `${n} × ${label}, read correctly` : `${n} × ${label}, read as ${guess}`,
  openCell: "Choose a cell to see the drawings behind it.",
  drawing: (label: number, guess: number) => `${aDigit(label)}, read as ${aDigit(guess)}`,
  noDigits: "Nobody has verified a digit yet. The first ones will be counted here.",
  versions: "Versions",
  reading: "Reading now",
  status: {
    queued: "Waits",
    training: "Learning",
    promoted: "Promoted",
    rejected: "Rejected",
    failed: "Failed",
  },
  undone: "Taken back",
  kind: {
    base: "as it came",
    ten: "from ten digits",
    manual: "by hand",
    imported: "imported",
  },
  servedSince: (since: Date) => `served from ${moment.format(since)}`,
  finished: (at: Date) => `finished ${moment.format(at)}`,
  queued: (at: Date) => `queued ${moment.format(at)}`,
  more: "Older versions",
} as const;
