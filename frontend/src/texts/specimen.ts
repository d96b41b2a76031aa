/** The words of the specimen sheet; only the page of one's own hand loads them. */

import { shownWords } from "./shown";
import { readingFrom, type Translated } from "./words";

const english = {
  heading: "Your ten digits",
  note: "Your newest drawing of each, as it was written, samples that you confirmed among them: blue dots are where a stroke begins, and the numbers are their order. A press writes it again; below stands how yours were read at first sight.",
  write: (label: number) => `Write your ${label} again`,
  missing: (label: number) => `no ${label} yet`,
  alone: (correct: number, count: number) => `network ${correct} of ${count}`,
  together: (correct: number, count: number) => `with memory ${correct} of ${count}`,
  open: (label: number) => `Open your ${label}`,
  openShort: "open",
  all: "Write all of them",
  save: "Save as a picture",
  print: "Print",
  beside: "Yours beside everybody’s",
  which: "Which digit",
  only: (label: number) => `Compare the ${label}`,
  yours: "Yours",
  others: "Everybody’s",
  noneOfYours: (label: number) => `You have drawn no ${label} yet.`,
  noOthers: (label: number) => `Nobody else has drawn a ${label} here yet.`,
} as const;

export type SpecimenWords = Translated<typeof english>;
export const specimen: SpecimenWords = readingFrom(() => shownWords()?.specimen ?? english);
