/** The words of the page of one's own hand, and of what the drawing page says of it. */

import type { HeldDigit, OfDigit } from "../api/client";
import { aDigit, capitalADigit, digits, list, number, percentage } from "./formats";

const everybodys = "everybody’s network";

/** How many digits of a label everybody's network takes for another digit. */
interface Taken {
  readonly label: number;
  readonly readAs: number;
  readonly n: number;
}

/** The server counts so many of the newest digits of a hand. */
export const mostCounted = 500;
const newest = (count: number) => (count < mostCounted ? digits(count) : `newest ${digits(count)}`);

export const hand = {
  heading: "Your hand",
  none: "Say what a few digits are, and see here how well it reads your hand, and what it learns from you.",
  firstSight: (ofHand: number, ofNetwork: number, count: number) =>
    ofHand === ofNetwork
      ? `${number.format(ofHand)} of your ${newest(count)} read at first sight`
      : `${number.format(ofHand)} of your ${newest(count)} read at first sight; by ${everybodys} alone, ${number.format(ofNetwork)}`,
  more: "More of your hand",
  chart: "Your digits that everybody’s network read at first sight, by version",
  ofVersion: (version: number, correct: number, count: number) =>
    `Version ${version}: ${number.format(correct)} of ${number.format(count)}`,
  learned: (version: number) => `What version ${version} has learned`,
  better: (before: number, after: number, count: number) =>
    `Of your newest ${digits(count)}, it reads ${number.format(after)} where ${number.format(before)} were read before.`,
  changed: (label: number, before: number, after: number) =>
    `${capitalADigit(label)} of yours: read as ${aDigit(before)} before, as ${aDigit(after)} now`,
  andMore: (n: number) => `and ${number.format(n)} more`,

  news: {
    promoted: (version: number, gained: readonly number[]) =>
      gained.length === 0
        ? `Everybody’s network has learned: version ${version} is now reading. Try it.`
        : `Everybody’s network has learned: version ${version} is now reading, and reads your ${list.format(gained.map(String))} now. Try it.`,
    kept: (version: number) =>
      `Everybody’s network has not taken the newest ten: version ${version} goes on reading.`,
    returned: (version: number, undone: number) =>
      `People were read worse: version ${undone} was taken back, and version ${version} reads again.`,
    setAside: (n: number) =>
      `${n === 1 ? "1 digit of yours is" : `${digits(n)} of yours are`} held back for the administrator.`,
    contradicted: (taken: readonly Taken[], nMore: number) => {
      const named = taken.map(({ label, readAs, n }) =>
        n === 1 ? `this ${label} for ${aDigit(readAs)}` : `these ${label}s for ${readAs}s`,
      );
      const more =
        nMore === 1 ? "1 more digit for another" : `${number.format(nMore)} more digits for others`;
      return `Everybody’s network takes ${list.format(nMore === 0 ? named : [...named, `${more} than you said`])}.`;
    },
    ownReads: (labels: readonly number[]) =>
      labels.length === 1
        ? `Your own memory goes on reading yours as ${String(labels[0])}s, for you.`
        : `Your own memory goes on reading your ${list.format(labels.map((label) => `${label}s`))}, for you.`,
  },
  why: {
    contradicted: (label: number, readAs: number, n: number) => {
      if (n === 1) return `To ${everybodys} this ${label} is ${aDigit(readAs)}.`;
      return `To ${everybodys} these ${label}s are ${readAs}s.`;
    },
    repeated: () => "The same drawing was sent before.",
    disputed: () => "The same drawing was sent with different labels.",
    flooded: () => "Most of what came from you lately stood out.",
    administrator: () => "The administrator holds it back.",
  } satisfies Record<HeldDigit["why"], (label: number, readAs: number, n: number) => string>,

  page: {
    introduction:
      "Two memories read you. Everybody’s network learns slowly, ten digits at a time, and only what leaves it about as good for others. Your own memory knows at once what you said, and speaks for you alone. Only your drawings are stored; the memory is worked out from them whenever you draw, so it ends with them.",
    loading: "Asking how your hand is read…",
    none: "There is nothing here yet. Draw a digit and say what it is: from then on this page tells how your hand is read.",
    allTakenBack:
      "You have taken back every digit of yours. They are kept until you have your hand forgotten below.",
    draw: "Draw a digit",
    firstSight: "Read at first sight",
    firstSightNote: (count: number) =>
      `Of your newest ${digits(count)}, each as it was read when it came, before anything was learned from it.`,
    network: "Everybody’s network alone",
    withMemory: "With your own memory",
    share: (correct: number, count: number) => (count === 0 ? "–" : percentage.format(correct / count)),
    counts: (correct: number, count: number) => `${number.format(correct)} of ${number.format(count)}`,
    interval: (low: number, high: number) =>
      `between ${percentage.format(low)} and ${percentage.format(high)}, with 95% confidence`,
    memory: (n: number, speaks: boolean) => {
      if (n === 0) return "Your own memory is empty.";
      return speaks
        ? `Your own memory holds your newest ${digits(n)}, and speaks.`
        : `Your own memory holds your newest ${digits(n)}. It does not speak: so far it would misread more of your hand.`;
    },
    byDigit: "Digit by digit",
    byDigitNote: "On the right, who reads your newest ones today.",
    digit: "Digit",
    drawn: "Drawn",
    alone: "Alone",
    together: "With memory",
    now: "Today",
    nowWords: {
      everybody: "everybody’s network",
      own: "only your own memory",
      neither: "neither yet",
    } satisfies Record<NonNullable<OfDigit["now"]>, string>,
    never: "not drawn",
    notLately: "not lately",
    tooFew: "one is too few to tell",
    overTime: "Over time",
    overTimeNote:
      "The share misread at first sight: on the left by everybody’s network alone, on the right with your own memory. Less is better.",
    misread: (share: number) => percentage.format(share),
    span: (first: number, last: number) => (first === last ? `${first}` : `${first}–${last}`),
    spanWords: (first: number, last: number, network: number, own: number) => {
      const n = last - first + 1;
      return `Digits ${first} to ${last}: misread by everybody’s network alone ${n - network} of ${n}, with your own memory ${n - own}`;
    },
    setAside: "Held back",
    setAsideNote: (n: number, shown: number) =>
      n === 0
        ? "Nothing of yours is held back."
        : `${n === 1 ? "1 digit waits" : `${digits(n)} wait`} for the administrator. Everybody’s network does not learn ${n === 1 ? "it" : "them"}; your own memory does.${shown < n ? ` The newest ${shown}:` : ""}`,
    held: (label: number) => `Your ${label}`,
    yours: "It is yours",
    archive: "Download everything",
    archiveNote: "One zip with your drawings and strokes, what you said they are, dates and guesses.",
    forget: "Forget my hand",
    forgetNote:
      "Takes back every digit of yours, and ends the cookie. What everybody’s network learned from them is trained anew without them.",
    forgetSure: "Really? This cannot be undone. Download everything first if you may want it.",
    forgetYes: "Yes, forget everything",
    forgetNo: "No, keep it",
    forgetting: "Forgetting…",
    forgotten: "Your hand is forgotten. To this page you are new.",
    notForgotten:
      "The server did not answer as it should, and your hand may still be there. Try again in a moment.",
    carry: "On another device",
    carryNote:
      "This key opens your hand: whoever has it can draw as you, see and download what is yours, and take it back. Show it to nobody else.",
    showKey: "Show my key",
    hideKey: "Hide it",
    key: "Your key",
    copy: "Copy",
    copied: "Copied.",
    notCopied: "This browser does not let the page copy. Select the key and copy it yourself.",
    code: "Your key as a QR code, which opens this page on the other device",
    keyAway: "The key could not be fetched just now. Try again in a moment.",
    enter: "Enter a key from another device",
    enterNote:
      "From then on this browser draws for the hand of that key. The hand of before keeps its digits. Its key stays in this browser, unless the browser keeps nothing: copy it first to be sure.",
    use: "Use this key",
    carried: "This browser now draws for the hand of that key.",
    noSuchKey: "That key opens no hand here. Copy it once more from the other device, whole.",
  },
} as const;
