/**
 * Every word of the page is in this folder: the English ones here and in the files beside this one, those of another
 * language in the file and the folder of its code. `texts` holds the words of the language that is shown.
 */

import type { GalleryOf, RefusalCode } from "../api/client";
import { aDigit, capitalADigit, digits, number, percentage, readOf, wholePercentage } from "./formats";
import { gallery } from "./gallery";
import { game } from "./game";
import { hand } from "./hand";
import { handOn } from "./handOn";
import { history } from "./history";
import { inside } from "./inside";
import { wall } from "./wall";
import { shownWords } from "./shown";
import { readingFrom, type Translated } from "./words";
import { severalDigits } from "./severalDigits";
import { takeHome } from "./takeHome";
import { ghost, proof, stage } from "./stage";

/** The codes that a page can meet. Scripts have tokens and choose methods; failures that pass have their own words. */
type RefusalInPage = Exclude<
  RefusalCode,
  "unauthorized" | "forbidden" | "method_not_allowed" | "throttled" | "unavailable" | "internal_error"
>;

const firstYes = (whoSees: string) =>
  `A “yes” or a correction keeps the drawing, how it was drawn, what you said it is, what was guessed, and when; a cookie with a random number marks it as yours; ${whoSees}, and all that is yours can be taken back at any time on the page`;

const english = {
  number: (value: number) => number.format(value),
  header: {
    name: "Ductus",
    tagline: "A small neural network reads your digits, and learns your hand.",
    navigation: "Pages",
    views: {
      draw: "Draw",
      hand: "Hand",
      inside: "Inside",
      history: "History",
      gallery: "Gallery",
      learn: "Learn",
    },
    title: {
      draw: "Ductus: draw a digit",
      hand: "Your hand · Ductus",
      inside: "Inside the network · Ductus",
      history: "How it has learned · Ductus",
      gallery: "What was drawn · Ductus",
      learn: "How it works · Ductus",
      game: "Sixty seconds · Ductus",
    },
    skip: "To the page itself",
    loading: "One moment…",
  },
  footer: {
    about: "For those who draw",
    kept: "What is kept of you",
    questions: "Six questions, answered",
    label: "For those who look after it",
    language: "Language",
    theme: "Colours",
    themes: { system: "as the device", light: "light", dark: "dark" },
    admin: "Admin",
    api: "API",
  },
  write: {
    heading: "You write",
    invitation: "Write a digit here",
    canvas: (nStrokes: number) =>
      nStrokes === 0
        ? "Sheet to draw a digit on, empty"
        : `Sheet to draw a digit on, ${nStrokes === 1 ? "1 stroke" : `${nStrokes} strokes`}`,
    photographed: "Sheet with a photograph of a digit on it",
    wanted: (digit: number) => `Draw me ${aDigit(digit)}`,
    wantedWhy: {
      weak: (digit: number) =>
        `Draw me ${aDigit(digit)}, if you like: it misreads yours most, and would learn most from it.`,
      scarce: (digit: number) =>
        `Draw me ${aDigit(digit)}, if you like: it has seen fewest of yours, and would learn most from it.`,
    },
    undo: "Undo",
    redo: "Redo",
    clear: "Clear",
    photo: "Photo",
    turnPhoto: "Turn",
    photoHint: "Or paste a picture, or drop one here",
    dropHere: "Drop the picture here",
    photoFailures: {
      noInk:
        "There is no ink in the photo. Photograph the digit from nearer, dark on light paper, or draw it.",
      notAPicture: "That file holds no picture that this browser can read. Choose a PNG or a JPEG.",
      falsified:
        "This browser falsifies what a page reads from a canvas, so the picture was not taken. Draw the digit, or allow this page to read canvases, or choose a PNG of at most 1024 × 1024 pixels and 187 kB: that is sent as it is.",
      tooLarge: "That picture could not be made small enough to send. Cut it to the digit, and try again.",
    },
  },
  steps: {
    heading: "What it sees",
    none: "Draw, and see here what becomes of your ink.",
    good: "From your ink to what the network gets. “Balanced”: sheared until the ink as a whole leans to neither side.",
    captions: {
      grey: "drawn",
      grains: "drawn",
      ink: "cut out",
      narrowed: "narrowed",
      straightened: "balanced",
      picture: "28×28",
    } satisfies Record<string, string>,
    alt: (caption: string) => `The drawing, ${caption}`,
    hints: {
      full: "That is as many strokes as can be sent. Undo some, or clear the sheet.",
      too_small: "The digit is rather small: photograph it from nearer, or cut the picture to it.",
      cut_off: "Part of it lies beyond the edge: keep the whole digit on the sheet.",
      too_thin: "The line is very thin: a broader pen is read more surely.",
      several_digits: "That looks like several digits: leave a gap between them.",
      ruled: "Lines of the paper seem to run through it: use blank paper, or cut the picture to the digit.",
    } satisfies Record<string, string>,
  },
  read: {
    heading: "It reads",
    blank: "Nothing yet. Draw a digit from 0 to 9: it is read while you write.",
    reading: "Reading…",
    certain: (digit: number) => `${capitalADigit(digit)}. No other comes near it.`,
    certainBut: (digit: number, second: number, confidence: number) =>
      `${capitalADigit(digit)}. Next comes ${aDigit(second)}, at ${wholePercentage.format(confidence)}.`,
    unsure: (digit: number, second: number | null) =>
      second === null
        ? `Not sure. Perhaps ${aDigit(digit)}.`
        : `Not sure. Perhaps ${aDigit(digit)}, or ${aDigit(second)}.`,
    // The outputs are clear, and a second opinion, which compares the drawing with typical digits, is not.
    unusual: (digit: number) =>
      `Perhaps ${aDigit(digit)}. The answers are clear, but something in the drawing is unusual for ${aDigit(digit)}.`,
    none: "I cannot make out a digit in this. Try once more, or say what it is meant to be.",
    byOwnMemory: (network: number | null, own: number) =>
      network === null
        ? `The answers are of both memories together: everybody’s network alone makes out no digit; your own memory reads your ${own}, as in:`
        : `The answers are of both memories together: everybody’s network alone reads ${aDigit(network)}; your own memory reads your ${own}, as in:`,
    ownDrawing: (label: number) => `${capitalADigit(label)} of yours`,
    several: (n: number) =>
      `That looks like ${digits(n)}. Leave a gap between them, and they are read as a number; or say what it is meant to be.`,
    network: "The network at work",
    lookInside: "The network at work: look inside",
    outputs: "Its ten answers",
    outputsNote:
      "Ten answers that do not know of each other, not probabilities: each says how much the drawing looks like its digit, and they need not add up to 100%.",
    // Beside everybody's network there is a second memory, and this caption may be the first that tells of it.
    outputsOfBoth:
      "Ten answers, not probabilities. What you said of your digits is a second memory, your own, which corrects everybody’s network for you: the bars have its corrections in them, and a thin line is where the network alone would end.",
    whyTwoMemories: "Why there are two memories",
    // Always four characters wide, so that no figure moves while one draws.
    percent: (confidence: number) => wholePercentage.format(confidence).padStart(4, "\u2007"),
    failures: {
      away: "The server does not answer. Your drawing stays here and is read as soon as the server is back; you can say which digit it is even now.",
      throttled: (wait_s: number) =>
        `That was fast: the server asks for a short rest. Your drawing is read in ${Math.ceil(wait_s)} s.`,
      unavailable: "The server is not ready just now. Your drawing stays here and is read again in a moment.",
    },
  },
  teach: {
    heading: "It learns",
    tryOne: "No pen at hand? Try one of these:",
    sample: (digit: number) => `Write a sample ${digit}`,
    ofSample: "The page wrote this one. A “yes” counts it among your digits all the same.",
    yes: (digit: number) => `Yes, it is ${aDigit(digit)}`,
    yesWithoutGuess: "Yes, it is right",
    either: (digit: number) => `It’s ${aDigit(digit)}`,
    no: "No? Then choose what it is:",
    neither: "Neither? Then choose what it is:",
    takeBack: (label: number | string) => `Take the ${label} back`,
    takingBack: "Taking it back…",
    takenBack: (label: number | string) => `The ${label} is taken back, and lies on your sheet again.`,
    takenBackOnly: (label: number | string) =>
      `The ${label} is taken back: from now on nothing is learned from it.`,
    notTakenBack: (label: number | string) =>
      `The ${label} could not be taken back just now. Try it in the gallery.`,
    choose: (digit: number) => `It is ${aDigit(digit)}`,
    drawFirst: "Draw a digit first: there is nothing on the sheet yet.",
    unanswerable: "No answer can be taken for this one: draw another, or take another picture.",
    noGuess: "There is no guess to confirm yet. Choose the digit yourself.",
    thanks: (label: number | string) => `Thank you for the ${label}.`,
    thanksInMemory: (label: number | string) =>
      `Thank you for the ${label}. This browser does not let the page keep it: leave the page open until it is sent.`,
    /** What became of a digit, in sentences that are true at once and stay true. */
    known: "Your own memory has it now.",
    remembered: "Your own memory has it, but does not speak yet: so far it would misread more of your hand.",
    learnedNext: (nMissing: number) => `Everybody’s network learns it after ${number.format(nMissing)} more.`,
    // The count does not begin the sentence: "Thank you for the 1. 9 digits more" reads like a number.
    missing: (nMissing: number) => `Everybody’s network learns again after ${number.format(nMissing)} more.`,
    forTesting: "Everybody’s network is tested with it, and does not learn it.",
    tenth: (n: number) => `That makes ${number.format(n)}: everybody’s network learns now.`,
    tenthForTesting: (n: number) =>
      `That makes ${number.format(n)}: everybody’s network learns now, and is tested with this one.`,
    paused: "It is kept for later: the administrator has paused the learning of everybody’s network.",
    held: "It is held back for the administrator, and everybody’s network does not learn it.",
    beforeTheFirst: {
      everyone: firstYes("everybody here can see the drawing"),
      own: firstYes("only you and those who look after this program can see it"),
      none: firstYes("only you and those who look after this program can see it"),
    } satisfies Record<GalleryOf, string>,
    notTaken: (label: number | string, reason: string) => `The ${label} could not be taken. ${reason}`,
    waiting: (n: number) => `${digits(n)} ${n === 1 ? "waits" : "wait"} to be sent.`,
    waitingWhy: {
      away: "The server does not answer.",
      throttled: "The server asks for a short rest.",
      unavailable: "The server is not ready just now.",
    },
    waitingKept: "Kept in this browser, and sent again without your doing.",
    waitingInMemory:
      "This browser does not let the page keep what waits: leave the page open until it is sent.",
    sendNow: "Send now",
    close: "Close",
    onSheetAgain: "It lies on your sheet again.",
    layOut: "Lay it on the sheet",
  },
  refusals: {
    blank_drawing: "There is no ink in the drawing. Draw the digit with a clear stroke or two.",
    invalid_request:
      "The server could not make sense of what this page sent. Load the page again, and draw it once more.",
    invalid_image: "The server could not read that picture. Choose a PNG or a JPEG, or draw the digit.",
    not_found: "It is not here, or not for you to see.",
    too_large: "The drawing is larger than the server takes. Clear the sheet and draw it again.",
    unsupported_media_type: "The server does not take files of this kind. Choose a PNG or a JPEG.",
    idempotency_conflict: "Another digit was sent under its name before. Draw it again.",
    gone: "It was taken back in the meantime.",
    unknown_host: ({ host = "", setting = "" }) =>
      `This program does not know itself by the name ${host}. Whoever runs it can add the name to the setting ${setting}.`,
    cross_site: ({ origin = "", setting = "" }) =>
      `To the server this page seems to be of another site, ${origin}. Whoever runs it can add that to the setting ${setting}.`,
  } satisfies Record<RefusalInPage, string | ((params: Readonly<Record<string, string>>) => string)>,
  model: {
    seal: (version: number, nNew: number, retrainAt: number) =>
      `Version ${version}; ${nNew} of ${retrainAt} digits until the network learns again`,
    sealPaused: (version: number) => `Version ${version}; the learning is paused`,
    version: "version",
    reading: (version: number) => `Version ${version} is reading`,
    nowReading: (version: number) => `Version ${version} is now reading`,
    readsAgain: (version: number) => `Version ${version} reads again.`,
    tryIt: (version: number) => `The network has learned: version ${version} is now reading. Try it.`,
    counting: (nNew: number, retrainAt: number) => `${nNew} of ${retrainAt} until the network learns again`,
    awaited: (retrainAt: number) => `${retrainAt} digits have come together: the network is about to learn.`,
    training: (progress: number | null) =>
      progress === null
        ? "The network is learning…"
        : `The network is learning: ${wholePercentage.format(progress)}`,
    paused: "The administrator has paused the learning. New digits are kept for later.",
    trainingLabel: "Training",
    kept: (version: number) => `The newest ten was not taken: version ${version} goes on reading.`,
    loading: "Asking which version reads…",
    away: "The server does not answer: this may be out of date.",
    awayAtFirst: (interval_s: number) =>
      `The server does not answer. This page asks again every ${interval_s === 1 ? "second" : `${number.format(interval_s)} seconds`}.`,
    accuracy: "How well it reads",
    reference: "test digits, the same for every version",
    ofThem: "of them",
    mnist: "test digits of MNIST, a well-known collection",
    people: "people’s digits, set aside for the test",
    share: (fraction: number) => percentage.format(fraction),
    readOf,
    counts: (correct: number, count: number) => `${number.format(correct)} of ${number.format(count)}`,
    notMeasured: "not measured",
    notForThis: "not measured for this version",
  },
  hand,
  handOn,
  game,
  severalDigits,
  takeHome,
  stage,
  ghost,
  proof,
  arrivals: {
    heading: "Lately checked",
    note: {
      everyone:
        "By everybody here; below each what it was said to be. Underlined ones wait to be learned from.",
      own: "By you; below each what you said it is.",
    },
    none: "Nothing yet: yours will be the first.",
    alt: (label: number) => capitalADigit(label),
    waits: (label: number) => `${capitalADigit(label)}, waits to be learned from`,
    elsewhere: (label: number) => `Somebody else has just checked ${aDigit(label)}.`,
    others: (n: number, isAtLeast: boolean) =>
      `Others have checked ${isAtLeast ? "at least " : ""}${digits(n)} since you opened this page.`,
  },
  inside,
  history,
  gallery,
  wall,
  keys: {
    switch: "Keyboard shortcuts",
    explanation: "Enter: yes · 0–9: it is that digit · Ctrl Z, Ctrl Y: undo, redo · Esc: clear",
  },
  failures: {
    away: "The server does not answer. Try again in a moment.",
    again: "Try again",
  },
  broken: {
    title: "The page has stumbled",
    body: "Something went wrong in the page itself. Digits you have confirmed are safe. Load the page again to go on.",
    reload: "Load again",
  },
} as const;

export type Texts = Translated<typeof english>;

/** The words of the page in the language that is shown. Keep groups of it in constants, but no single text. */
export const texts: Texts = readingFrom(() => shownWords()?.texts ?? english);
