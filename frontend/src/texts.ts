/** Every word of the page, in one place, so that it can be translated. */

const locale = "en";
const number = new Intl.NumberFormat(locale);
const percentage = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const wholePercentage = new Intl.NumberFormat(locale, { style: "percent" });
const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

const articles: Readonly<Record<number, string>> = { 8: "an" };
const aDigit = (digit: number) => `${articles[digit] ?? "a"} ${digit}`;
const digits = (n: number) => (n === 1 ? "1 digit" : `${number.format(n)} digits`);

export const texts = {
  header: {
    name: "Ductus",
    tagline: "A small neural network reads your digits, and learns your hand.",
    navigation: "Pages",
    views: {
      draw: "Draw",
      inside: "Inside",
      history: "History",
      gallery: "Gallery",
      learn: "Learn",
    },
    title: {
      draw: "Ductus: draw a digit",
      inside: "Inside the network · Ductus",
      history: "How it has learned · Ductus",
      gallery: "What was drawn · Ductus",
      learn: "How it works · Ductus",
    },
    skip: "To the page itself",
    loading: "One moment…",
  },
  footer: {
    label: "For those who look after it",
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
    photoHint: "Or paste a picture, or drop one here",
    dropHere: "Drop the picture here",
    photoFailures: {
      notAPicture: "That file holds no picture that this browser can read. Choose a PNG or a JPEG.",
      falsified:
        "This browser falsifies what a page reads from a canvas, so the picture was not taken. Draw the digit, or allow this page to read canvases, or choose a PNG of at most 1024 × 1024 pixels and 187 kB: that is sent as it is.",
      tooLarge: "That picture could not be made small enough to send. Cut it to the digit, and try again.",
    },
  },
  steps: {
    heading: "What it sees",
    none: "Draw, and see here what becomes of your ink.",
    good: "From your ink to what the network gets.",
    captions: {
      grey: "drawn",
      grains: "drawn",
      ink: "cut out",
      narrowed: "narrowed",
      straightened: "upright",
      picture: "28×28",
    } satisfies Record<string, string>,
    alt: (caption: string) => `The drawing, ${caption}`,
    hints: {
      full: "That is as many strokes as can be sent. Undo some, or clear the sheet.",
      too_small: "The digit is rather small: photograph it from nearer, or cut the picture to it.",
      cut_off: "Part of it lies beyond the edge: keep the whole digit on the sheet.",
      too_thin: "The line is very thin: a broader pen is read more surely.",
      several_digits: "That looks like several digits: write one at a time.",
      ruled: "Lines of the paper seem to run through it: use blank paper, or cut the picture to the digit.",
    } satisfies Record<string, string>,
  },
  read: {
    heading: "It reads",
    blank: "Nothing yet. Draw a digit from 0 to 9: it is read while you write.",
    reading: "Reading…",
    certain: (digit: number) => `${digit === 8 ? "An" : "A"} ${digit}.`,
    unsure: (digit: number, second: number) => `Not sure. Perhaps ${aDigit(digit)}, or ${aDigit(second)}.`,
    none: "I cannot make out a digit in this. Try once more, or say what it is meant to be.",
    outputs: "Its ten outputs",
    outputsNote:
      "Ten independent outputs, not probabilities: each says how much the drawing looks like its digit, and they need not add up to 100%.",
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
    yes: (digit: number) => `Yes, it is ${aDigit(digit)}`,
    yesWithoutGuess: "Yes, it is right",
    either: (digit: number) => `It’s ${aDigit(digit)}`,
    no: "No? Then choose what it is:",
    neither: "Neither? Then choose what it is:",
    takeBack: (label: number) => `Take the ${label} back`,
    takingBack: "Taking it back…",
    takenBack: (label: number) => `The ${label} is taken back, and lies on your sheet again.`,
    takenBackOnly: (label: number) => `The ${label} is taken back: nothing is learned from it.`,
    notTakenBack: (label: number) => `The ${label} could not be taken back just now. Try it in the gallery.`,
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
    awayAtFirst: (interval_s: number) =>
      `The server does not answer. This page asks again every ${interval_s === 1 ? "second" : `${number.format(interval_s)} seconds`}.`,
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
  hand: {
    heading: "Your hand",
    none: "Verify a few digits, and see here how well it reads your hand, and what it learns from you.",
    firstSight: (correct: number, count: number) =>
      `${number.format(correct)} of your ${digits(count)} read at first sight`,
    chart: "Your digits read at first sight, by each version",
    ofVersion: (version: number, correct: number, count: number) =>
      `Version ${version}: ${number.format(correct)} of ${number.format(count)}`,
    learned: (version: number) => `What version ${version} has learned`,
    better: (before: number, after: number, count: number) =>
      `Of your newest ${digits(count)}, it reads ${number.format(after)} where ${number.format(before)} were read before.`,
    same: (count: number) => `It reads your newest ${digits(count)} as the version before did.`,
    changed: (label: number, before: number, after: number) =>
      `${label === 8 ? "An" : "A"} ${label} of yours: read as ${aDigit(before)} before, as ${aDigit(after)} now`,
    andMore: (n: number) => `and ${number.format(n)} more`,
  },
  arrivals: {
    heading: "Lately verified",
    note: "By everybody here. The framed ones wait to be learned from.",
    none: "Nothing yet: yours will be the first.",
    alt: (label: number) => `${label === 8 ? "An" : "A"} ${label}`,
    waits: (label: number) => `${label === 8 ? "An" : "A"} ${label}, waits to be learned from`,
    elsewhere: (label: number) => `Somebody else has just verified ${aDigit(label)}.`,
  },
  inside: {
    heading: "Inside the network",
    introduction:
      "Draw, and watch it think. Each small picture is one of its hidden units, seen through its weights: blue is where ink lights it, red where ink puts it out. The brighter a picture, the more your drawing lights it.",
    hidden: "Hidden units",
    units: "The hidden units",
    outputs: "Outputs",
    choose: "The output to look at",
    unit: (unit: number) => `Unit ${unit}`,
    unitLit: (unit: number, lit: number, part: number, digit: number) =>
      `Unit ${unit}: lit ${wholePercentage.format(lit)}, says ${signed.format(part)} for ${digit}`,
    part: (part: number) => signed.format(part),
    output: (digit: number, output: number | null) =>
      output === null ? `Output ${digit}` : `Output ${digit}: ${wholePercentage.format(output)}`,
    sum: (
      digit: number,
      sum: { bias: number; for: number; against: number; total: number; output: number },
    ) =>
      `For ${aDigit(digit)}: the bias ${signed.format(sum.bias)}, all that speaks for it ${signed.format(sum.for)}, all that speaks against it ${signed.format(sum.against)}. Together ${signed.format(sum.total)}, which the sigmoid makes ${percentage.format(sum.output)}.`,
    drawFirst: "Draw a digit, and it lights up.",
    reads: (digit: number, isCertain: boolean) =>
      isCertain ? `It reads ${aDigit(digit)}.` : `It is not sure; perhaps ${aDigit(digit)}.`,
    note: (digit: number) =>
      `The bar is how far a unit is lit; the number is what it adds for the ${digit}: how far it is lit, times its weight. Choose another output to see what speaks for that.`,
    noteSince: (version: number) =>
      `What has been learned since version ${version}: blue where a weight has grown, red where it has shrunk.`,
    legend: "Blue: ink here lights the unit. Red: ink here puts it out. White: your drawing.",
    says: "What it says when lit",
    compare: "Show",
    compareNone: "the weights",
    compareWith: (version: number) => `what changed since version ${version}`,
    loading: "Fetching the weights…",
    away: "The server does not answer. Come back in a moment.",
    gone: "The weights of that version are not kept any more. Choose another one.",
  },
  history: {
    heading: "How it has learned",
    introduction:
      "Ten verified digits make a version. A version takes over only if it stays within half a point of the best so far on sealed reference digits, and reads people’s held-out ones as well as the one before, but for chance.",
    chart: "The accuracy of every version; the list of versions has the same figures",
    confusion: "What it takes for what",
    matrix: (correct: number, count: number) =>
      `The newest ${digits(count)}, as the version that reads now reads them: ${number.format(correct)} correctly. A row is what was drawn, a column what it reads.`,
    drawn: "Drawn",
    readAs: "Read as",
    cell: (n: number, label: number, guess: number) =>
      label === guess ? `${n} × ${label}, read correctly` : `${n} × ${label}, read as ${guess}`,
    openCell: "Choose a cell to see the drawings behind it.",
    drawing: (label: number, guess: number) => `${aDigit(label)}, read as ${aDigit(guess)}`,
    noDigits: "Nobody has verified a digit yet. The first ones will be counted here.",
    versions: "Versions",
    reading: "Reading now",
    status: {
      queued: "Waits",
      training: "Learning",
      promoted: "Promoted",
      rejected: "Rejected",
      failed: "Failed",
    },
    kind: {
      base: "as it came",
      ten: "from ten digits",
      manual: "by hand",
      imported: "imported",
    },
    servedSince: (since: Date) => `served from ${moment.format(since)}`,
    finished: (at: Date) => `finished ${moment.format(at)}`,
    queued: (at: Date) => `queued ${moment.format(at)}`,
    more: "Older versions",
  },
  gallery: {
    heading: "What was drawn",
    introduction: "Every verified digit, newest first. Framed ones were misread when they came.",
    label: "Which digit",
    every: "All digits",
    everyShort: "All",
    only: (label: number) => `Only ${label}`,
    mine: "only mine",
    misread: "only misread",
    alt: (label: number) => `${label === 8 ? "An" : "A"} ${label}`,
    readAs: (guess: number) => `not ${guess}`,
    takeBack: "Take back",
    takeBackOne: (label: number, id: number) => `Take back the ${label}, number ${id}`,
    none: "Nothing here yet. Draw and verify a digit, and it will be.",
    all: (n: number) => `That is all: ${digits(n)}.`,
    more: "More",
  },
  learn: {
    heading: "How it works",
    introduction:
      "Everything here is 23,860 numbers and one simple rule for changing them. This page lets you hold each part in your hand.",
    number: (value: number) => decimal.format(value),
    again: "Start again",
    neuron: {
      title: "One neuron",
      paragraphs: [
        "A neuron takes numbers in and gives one out. It multiplies each input by a weight, adds them up, adds a bias of its own, and squeezes the sum between 0 and 1. The squeezing is done by the sigmoid, the curve below.",
        "A positive weight says: ink here speaks for me. A negative one says: against. The bias is how hard the neuron is to convince.",
      ],
      plot: "The sigmoid curve, with the neuron’s sum marked on it",
      input: "Input",
      weight: "Weight",
      bias: "Bias",
      result: (weight: number, input: number, bias: number, z: number, output: number) =>
        `${decimal.format(weight)} × ${decimal.format(input)} + ${decimal.format(bias)} = ${decimal.format(z)}, squeezed to ${decimal.format(output)}`,
    },
    network: {
      title: "Forty of them",
      paragraphs: [
        "Your drawing is cut out, set upright and shrunk to 28 × 28 pixels: 784 inputs. Thirty hidden neurons each look at all of them, and each has its own 784 weights. Ten output neurons, one for each digit, look at the thirty.",
        "The ten outputs do not know of each other. Each answers its own question, “does this look like me?”, so they need not add up to 100%: a blurred digit can make two of them say yes, and a scribble none.",
      ],
    },
    cost: {
      title: "What a mistake costs",
      paragraphs: [
        "To learn, the network needs one number that says how wrong it is: the cost. For the output that should have said 1, it is minus the logarithm of what it did say. A confident mistake is dear; being nearly right is nearly free.",
      ],
      plot: "The cost of an output that should be 1: high near 0, nothing at 1",
      output: "Output",
      result: (output: number, cost: number) =>
        `An output of ${decimal.format(output)} where 1 was right costs ${decimal.format(cost)}`,
    },
    descent: {
      title: "Downhill",
      paragraphs: [
        "Change one weight a little, and the cost changes a little. Which way is down? That is the slope, and the rule of learning is: take a step against it. How long a step is the learning rate. Too short, and it takes for ever; too long, and you jump over the valley.",
      ],
      plot: "The cost of one weight, a valley, with the steps taken marked on it",
      rate: "Step length",
      step: "One step",
      result: (n: number, cost: number) =>
        `${n === 1 ? "1 step" : `${n} steps`} taken; the cost is ${decimal.format(cost)}`,
    },
    backpropagation: {
      title: "All slopes at once",
      paragraphs: [
        "There are 23,860 weights and biases, so 23,860 slopes. Back-propagation finds all of them in one go, from the outputs backwards: each neuron passes the blame to those that it listened to, in proportion to how much it listened.",
        "Try it on your own digit. The server copies the network that is reading, takes the steps in the copy, shows you what moved, and forgets it. Nobody else’s network changes. Tell it that your drawing is something else than it thinks, and watch it come round.",
      ],
    },
    forgetting: {
      title: "Why it forgets, and how rehearsal helps",
      paragraphs: [
        "The same thirty hidden neurons serve all ten digits. Push them to please one drawing, again and again, and they stop pleasing others: take forty steps above with long steps, and watch the other digits go. That is called catastrophic forgetting.",
        "The cure is what pupils do: rehearse. When the network learns your ten digits, each step also shows it digits that it knows already, with the answers it used to give. Switch the rehearsal on above: your digit is learned more slowly, and the others stay.",
      ],
    },
    gate: {
      title: "Who decides that it is better",
      paragraphs: [
        "Not the training itself. One digit in ten is set aside and never learned from. A new version takes over only if it stays within half a point of the best version so far on several thousand sealed reference digits, and reads people’s digits that it was not shown no worse than the version before, but for chance. Otherwise it is rejected, and the reason is kept: see the history.",
      ],
    },
    sandbox: {
      label: "Tell the copy that it is a",
      rate: "Step length",
      rehearse: "Rehearse nine known digits in every step",
      steps: (n: number) => (n === 1 ? "One step" : `${n} steps`),
      taken: (n: number) =>
        n === 1 ? "1 step taken in a private copy." : `${n} steps taken in a private copy.`,
      drawFirst: "Draw a digit first.",
      outputs: "The ten outputs; the line is where each was before the first step",
      output: (digit: number, before: number, after: number) =>
        `${digit}: ${wholePercentage.format(before)} before, ${wholePercentage.format(after)} now`,
      costs: "The cost of your drawing, step after step",
      noCost: "The cost of your drawing will be drawn here.",
      cost: (before: number, after: number) =>
        `Cost of your drawing: ${decimal.format(before)} → ${decimal.format(after)}`,
      others: (before: number, after: number, count: number) =>
        `Of ${number.format(count)} other digits, it reads ${number.format(after)}; before, ${number.format(before)}.`,
    },
    source:
      "After Michael Nielsen, Neural Networks and Deep Learning (2015), chapters 1 to 3. The code that does all this is in the folder nn of this program, in NumPy alone.",
  },
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
