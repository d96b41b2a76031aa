/** The words for a device that several people draw on. */

import { digits, moment } from "./formats";

export const handOn = {
  someoneElse: "I am someone else",
  note: "Hands this device on: what is drawn next is a new hand. The hand of before keeps its digits, and its key stays in this browser.",
  someone: "From now on this browser draws for a new hand.",
  before: "Hands that drew here before",
  hand: (n: number, at: Date) => `${digits(n)}, until ${moment.format(at)}`,
  again: "Draw as this hand",
  waiting: "Some of your digits wait to be sent. Stay until the server has them.",
  unkept:
    "This browser does not let the page keep your key, and without it you cannot come back to your digits. Show it above and copy it; then press again.",
  gone: "That hand is not here any more. It is off the list now.",
  failed: "The server did not answer as it should. Try again in a moment.",
} as const;
