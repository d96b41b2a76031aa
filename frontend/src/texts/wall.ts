/** The words of the wall, the page for a projector. */

import { aDigit, capitalADigit } from "./formats";

export const wall = {
  title: "The wall · Ductus",
  heading: "Ductus",
  join: "Draw with us",
  code: (address: string) => `The address ${address} as a QR code`,
  alone: "Only this machine finds the page. Start it for a class: “make run CLASS=1”, or “ductus --class”.",
  versions: "Versions",
  took: (version: number) => `Version ${version} took over`,
  kept: (version: number) => `Version ${version} was not taken`,
  learning: "It is learning…",
  paused: "The learning is paused",
  missing: (n: number) =>
    n === 1 ? "1 digit more, and the network learns" : `${n} digits more, and the network learns`,
  reads: (digit: number) => `It reads ${aDigit(digit)}.`,
  hands: "Hands",
  hand: (n: number) => `Hand ${n}`,
  digit: (label: number) => capitalADigit(label),
  empty: "Whoever draws a digit and says what it is sees it here.",
  hidden: "Drawings are not shown here. They count all the same.",
  frozen: "The wall stands still",
  loading: "One moment…",
  away: "The server does not answer. The wall goes on as soon as it does.",
} as const;
