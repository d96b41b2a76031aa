/** The words of the page History. */

import { aDigit, digits, moment, number } from "./formats";

export const history = {
  heading: "How it has learned",
  introduction:
    "Ten verified digits make a version. A version takes over only if it stays within half a point of the best so far on sealed reference digits, and reads people’s held-out ones as well as the one before, but for chance.",
  chart: "The accuracy of every version; the list of versions has the same figures",
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
