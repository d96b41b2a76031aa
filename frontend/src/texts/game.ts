/** The words of the game of sixty seconds. */

import { aDigit, capitalADigit, digits, number } from "./formats";

export const game = {
  heading: "Sixty seconds",
  link: "A game of sixty seconds",
  introduction:
    "Ten digits are asked for, each once. Write it, press Done, and go on to the next. What everybody’s network, with your own memory, reads when you press Done is what counts. Nothing is learned meanwhile, and nothing is stored, unless you say so at the end.",
  best: (nRead: number, seconds: number) =>
    `Your best so far: ${number.format(nRead)} of 10 in ${number.format(seconds)} s. Only this browser knows it.`,
  noBest: "You have no best yet.",
  start: "Start",
  again: "Play again",
  stop: "Stop",
  write: (digit: number) => `Write ${aDigit(digit)}`,
  left: (seconds: number) => `${number.format(seconds)} s left`,
  nth: (n: number, count: number) => `${number.format(n)} of ${number.format(count)}`,
  done: "Done",
  sample: "Write a sample for me",
  sampleNote: "For those without a pen at hand. A game with samples is never your best.",
  soFar: "Read so far",
  over: (nRead: number, count: number) =>
    count === 0
      ? "The time is over, and nothing was drawn."
      : `${number.format(nRead)} of your ${digits(count)} read at first sight.`,
  inTime: (seconds: number) => `It took ${number.format(seconds)} s.`,
  isBest: "That is your best.",
  notFair: "It does not count as your best: a sample was in it, or the server did not answer for a drawing.",
  drawing: (label: number) => `${capitalADigit(label)} of yours`,
  reading: "being read",
  right: "read",
  wrong: (digit: number | null) => (digit === null ? "read as no digit" : `read as ${aDigit(digit)}`),
  unread: "the server did not answer",
  keepHeading: "Let it learn from them?",
  keepNote:
    "So far none of these drawings is stored. If you keep them, they become checked digits like all others: stored, and learned from. Take the tick from one that is not what was asked for.",
  keep: (n: number) => (n === 1 ? "Keep this digit" : `Keep these ${digits(n)}`),
  kept: (n: number) => `Kept: ${digits(n)}. Thank you.`,
  tick: (label: number) => `It is ${aDigit(label)}`,
  sampled: "a sample: it cannot be kept",
} as const;
