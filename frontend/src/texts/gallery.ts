/** The words of the page Gallery. */

import type { GalleryOf } from "../api/client";
import { capitalADigit, digits } from "./formats";

export const gallery = {
  heading: "What was drawn",
  introduction: {
    everyone: "Every verified digit, newest first. Framed ones were misread when they came.",
    own: "Every digit that you verified, newest first. Framed ones were misread when they came. Only you see them here.",
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
  none: "Nothing here yet. Draw and verify a digit, and it will be.",
  all: (n: number) => `That is all: ${digits(n)}.`,
  more: "More",
} as const;
