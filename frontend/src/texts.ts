/** Every word the page says, in one place, so that it can be said in another language. */

const locale = "en";
const number = new Intl.NumberFormat(locale);
const percentage = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const wholePercentage = new Intl.NumberFormat(locale, { style: "percent" });

const articles: Readonly<Record<number, string>> = { 8: "an" };
const aDigit = (digit: number) => `${articles[digit] ?? "a"} ${digit}`;
const digits = (n: number) => (n === 1 ? "1 digit" : `${number.format(n)} digits`);

export const texts = {
  header: {
    name: "Ductus",
    tagline: "A small neural network reads your digits, and learns your hand.",
    navigation: "Other pages",
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
    undo: "Undo",
    clear: "Clear",
  },
  read: {
    heading: "It reads",
    blank: "Nothing yet. Draw a digit from 0 to 9: it is read after every stroke.",
    reading: "Reading…",
    certain: (digit: number) => `${digit === 8 ? "An" : "A"} ${digit}.`,
    unsure: (digit: number, second: number) => `Not sure. Perhaps ${aDigit(digit)}, or ${aDigit(second)}.`,
    outputs: "Its ten outputs",
    outputsNote:
      "Ten independent outputs, not probabilities: each says how much the drawing looks like its digit, and they need not add up to 100%.",
    percent: (confidence: number) => wholePercentage.format(confidence),
    failures: {
      away: "The server does not answer. Your drawing stays here and is read as soon as the server is back; you can say which digit it is even now.",
      throttled: (wait_s: number) =>
        `That was fast: the server asks for a short rest. Your drawing is read in ${Math.ceil(wait_s)} s.`,
      unavailable: "The server is not ready just now. Your drawing stays here and is read again in a moment.",
    },
  },
  teach: {
    heading: "It learns",
    yes: (digit: number) => `Yes, it is ${aDigit(digit)}`,
    yesWithoutGuess: "Yes, it is right",
    no: "No? Then choose what it is:",
    choose: (digit: number) => `It is ${aDigit(digit)}`,
    drawFirst: "Draw a digit first: there is nothing on the sheet yet.",
    noGuess: "There is no guess to confirm yet. Choose the digit yourself.",
    thanks: (label: number) => `Thank you for the ${label}.`,
    thanksInMemory: (label: number) =>
      `Thank you for the ${label}. This browser does not let the page keep it: leave the page open until it is sent.`,
    stored: (label: number, nMissing: number) =>
      `Thank you for the ${label}. ${digits(nMissing)} more, and the network learns again.`,
    storedForTesting: (label: number, nMissing: number) =>
      `Thank you for the ${label}. This one is kept for testing. ${digits(nMissing)} more, and the network learns again.`,
    storedTenth: (label: number, n: number) =>
      `Thank you for the ${label}. That makes ${number.format(n)}: the network learns from them now.`,
    notTaken: (label: number, reason: string) => `The ${label} could not be taken. ${reason}`,
    waiting: (n: number) => `${digits(n)} ${n === 1 ? "waits" : "wait"} to be sent.`,
    waitingWhy: {
      away: "The server does not answer.",
      throttled: "The server asks for a short rest.",
      unavailable: "The server is not ready just now.",
    },
    waitingKept: "Kept in this browser, and sent again without your doing.",
    sendNow: "Send now",
    close: "Close",
  },
  refusals: {
    blank_drawing: "There is no ink in the drawing. Draw the digit with a clear stroke or two.",
    too_large: "The drawing is larger than the server takes. Clear the sheet and draw it again.",
    idempotency_conflict: "Another digit was sent under its name before. Draw it again.",
    gone: "It was taken back in the meantime.",
  } satisfies Record<string, string>,
  model: {
    seal: (version: number, nNew: number, retrainAt: number) =>
      `Version ${version}; ${nNew} of ${retrainAt} digits until the network learns again`,
    version: "version",
    reading: (version: number) => `Version ${version} is reading`,
    nowReading: (version: number) => `Version ${version} is now reading`,
    tryIt: (version: number) => `The network has learned: version ${version} is now reading. Try it.`,
    counting: (nNew: number, retrainAt: number) => `${nNew} of ${retrainAt} until the network learns again`,
    awaited: (retrainAt: number) => `${retrainAt} digits have come together: the network is about to learn.`,
    training: (progress: number | null) =>
      progress === null
        ? "The network is learning…"
        : `The network is learning: ${wholePercentage.format(progress)}`,
    trainingLabel: "Training",
    kept: (version: number) =>
      `It has learned, but version ${version} was still better, and goes on reading.`,
    loading: "Asking which version reads…",
    away: "The server does not answer: this may be out of date.",
    awayAtFirst: "The server does not answer. This page asks again every two seconds.",
    accuracy: "How well it reads",
    onUnknown: "digits it never learned from",
    onKnown: "digits it learned from",
    mnist: "MNIST test digits",
    reference: "sealed reference digits",
    people: "people’s digits, held out",
    share: (fraction: number) => percentage.format(fraction),
    counts: (correct: number, count: number) => `${number.format(correct)} of ${number.format(count)}`,
    notMeasured: "not measured",
  },
  keys: {
    switch: "Keyboard shortcuts",
    explanation: "Enter: yes · 0–9: it is that digit · Ctrl Z: undo · Esc: clear",
  },
  broken: {
    title: "The page has stumbled",
    body: "Something went wrong in the page itself. Digits you have confirmed are safe. Load the page again to go on.",
    reload: "Load again",
  },
} as const;
