/** The words of the page Gallery. */

import type { GalleryOf } from "../api/client";
import { aDigit, capitalADigit, digits, moment } from "./formats";

export const gallery = {
  heading: "What was drawn",
  introduction: {
    everyone:
      "Every digit that somebody checked, newest first. Framed ones were misread by everybody’s network when they came, even where somebody’s own memory read them.",
    own: "Every digit that you checked, newest first. Framed ones were misread by everybody’s network when they came, even where your own memory read them. Only you see them here.",
    none: "This program shows no drawings here. What it knows of yours is on the page of your hand.",
  } satisfies Record<GalleryOf, string>,
  label: "Which digit",
  every: "All digits",
  everyShort: "All",
  only: (label: number) => `Only ${label}`,
  mine: "only mine",
  misread: "only misread",
  alt: (label: number) => capitalADigit(label),
  readAs: (guess: number) => `not ${guess}`,
  takeBack: "Take back",
  takeBackOne: (label: number, id: number) => `Take back the ${label}, number ${id}`,
  takingBack: (label: number) => `The ${label} will be taken back in a moment.`,
  takenBack: (label: number) => `The ${label} is taken back.`,
  notTakenBack: (label: number) => `The ${label} could not be taken back just now. Try again in a moment.`,
  undo: "Undo",
  one: {
    loading: (id: number) => `Drawing ${id}`,
    heading: (label: number, id: number) => `${capitalADigit(label)}, drawing ${id}`,
    gone: "This drawing is not here: it was taken back, or this program does not show it to you.",
    written: (label: number, n: number) =>
      `${capitalADigit(label)}, written out in ${n === 1 ? "1 stroke" : `${n} strokes`}`,
    drawn: (at: Date) => `Drawn ${moment.format(at)}.`,
    then: (label: number, guess: number | null, version: number | null) =>
      guess === null || version === null
        ? "It was not read when it came."
        : `When it came, version ${version} of the network read ${aDigit(guess)}${guess === label ? "" : `, not ${aDigit(label)}`}.`,
    now: (label: number, guess: number, version: number, shown: number) =>
      `Now version ${version} reads ${aDigit(guess)}${guess === label ? "" : `, not ${aDigit(label)}`}${shown === guess ? "" : `; with your own memory it is ${aDigit(shown)}`}.`,
    noStrokes: "It was sent as a picture, so how it was written is not known.",
    again: "Write it again",
    version: (version: number) => `Version ${version} in the history`,
    back: "Close the drawing",
  },
  none: "Nothing here yet. Draw a digit and say what it is, and it will be.",
  all: (n: number) => `That is all: ${digits(n)}.`,
  more: "More",
} as const;
