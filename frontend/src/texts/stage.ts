/** The words of the moment when ten digits are learned, and of the first look. */

import { aDigit, capitalADigit, decimal, digits, number } from "./formats";

export const stage = {
  learning: (n: number) => `${number.format(n)} digits: everybody’s network learns`,
  ring: "The newest ten",
  waits: "It begins in a moment.",
  cost: (first: number, last: number) => `Cost ${decimal.format(first)} → ${decimal.format(last)}`,
  learned: (version: number) => `Version ${version} has learned`,
  refused: (version: number) => `Version ${version} was not taken`,
  kept: "The version before goes on reading.",
  broken: "Something broke while it learned. The version before goes on reading.",
  better: (before: number, after: number, n: number) =>
    `Of your newest ${digits(n)} it reads ${number.format(after)}; before, ${number.format(before)}.`,
  same: (correct: number, n: number) =>
    `It reads ${number.format(correct)} of your newest ${digits(n)}, the same as before.`,
  again: (label: number) => `Write the ${label} again`,
  goOn: "Go on",
  writeAgain: (label: number) => `Write your ${label} again`,
} as const;

export const ghost = {
  nowYou: "Now you: write a digit",
  words: "A hand writes, and the network reads along.",
} as const;

export const proof = {
  known: (label: number) => `Read anew: ${aDigit(label)}. I shall know that one again.`,
  drawing: (label: number, before: number) =>
    `${capitalADigit(label)} of yours: read as ${aDigit(before)} at first, and as ${aDigit(label)} now`,
} as const;
