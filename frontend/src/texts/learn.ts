/** The words of the page Learn. They are not in `texts`, so that only those who open the page load them. */

import { aDigit, decimal, number, signedPercentage, wholePercentage } from "./formats";
import { shownWords } from "./shown";
import { readingFrom, type Translated } from "./words";

/** Return a term of a sum with its sign before it: "+ 2.00" or "− 2.00". */
const term = (value: number) => `${value < 0 ? "−" : "+"} ${decimal.format(Math.abs(value))}`;
const steps = (n: number) => (n === 1 ? "1 step" : `${number.format(n)} steps`);

const english = {
  heading: "How it works",
  introduction:
    "Everything here is 23,860 numbers and one simple rule for changing them. This page lets you hold each part in your hand.",
  number: (value: number) => decimal.format(value),
  again: "Start again",
  address: (title: string) => `Address of the chapter ${title}`,
  chapters: "Chapters",
  lessonLink: "For teachers: a lesson of 45 minutes, to print",
  wallLink: "The wall: a page for the projector of a class",
  predict: "Guess first:",
  foreseen: "Yes.",
  otherwise: "No.",
  computing: "Trying it…",
  questionsHeading: "Six questions, in short",
  questions: [
    {
      question: "What does the network look at?",
      answer:
        "At 28 × 28 pixels, 784 numbers, and nothing else: your drawing, cut out, balanced so that it leans to neither side, centred and shrunk. It knows neither the order of your strokes nor your name.",
      chapter: "network",
    },
    {
      question: "What do the thirty units do?",
      answer:
        "Each looks at all 784 pixels for a shape of its own, and lights up more, the more of that shape it finds. None stands for one digit: the ten outputs add up what the thirty say.",
      chapter: "carried",
    },
    {
      question: "Why did the guess change after one correction?",
      answer:
        "Because of your own memory, not the network. It is worked out from the drawings that you checked, and changes the guess wherever a new drawing looks like one that the network missed, for you alone.",
      chapter: "twoMemories",
    },
    {
      question: "Why did it change after ten digits?",
      answer:
        "Because the network itself has learned. After every ten checked digits it is trained with most of them and with old ones, and the new version takes over for everybody if it passes a test: it may read a little less than the best one so far, not much less.",
      chapter: "gate",
    },
    {
      question: "Why would it forget without rehearsal?",
      answer:
        "Because the same thirty units serve all ten digits. Whatever moves their weights for ten new drawings moves them for all others, unless those are shown again meanwhile.",
      chapter: "forgetting",
    },
    {
      question: "What does it keep of me?",
      answer:
        "Each drawing that you checked, how it was drawn, what you said it is, what was guessed, and when; and a cookie with a random number. No name. Others see the drawings in the gallery, unless it is closed. You can download all of it or have it forgotten.",
      chapter: "kept",
    },
  ],
  figures: {
    neuron: "One neuron, with the inputs that it listens to.",
    network:
      "All of it: pixels at the left (seven stand for 784), hidden neurons (five stand for thirty), ten outputs.",
    cost: "The output that should have said 1.",
    descent: "A single weight, one of 23,820.",
    backpropagation: "From the outputs backwards: blame goes the way that the guess came.",
    forgetting:
      "Two hidden neurons that both the 4 and the 7 listen to: who moves one digit moves the other.",
    fromNothing: "Before anything is learned, all weights are small and random.",
    gate: "Ten digits move the weights of every neuron in everybody’s network.",
    twoMemories: "Your own memory stands beside the network and corrects its outputs.",
    kept: "The network keeps 23,860 numbers. Drawings are kept beside it, not in it.",
  },
  ownMemory: ["your own", "memory"],
  neuron: {
    title: "One neuron",
    paragraphs: [
      "A neuron takes numbers in and gives one out. It multiplies each input by a weight, adds them up, adds a bias of its own, and squeezes the sum between 0 and 1. The squeezing is done by the sigmoid, the curve below.",
      "A positive weight says: ink here speaks for me. A negative one says: against. The bias says how easily the neuron is convinced: the larger, the more easily.",
    ],
    plot: "The sigmoid curve, with the neuron’s sum marked on it",
    xAxis: "the sum",
    yAxis: "what the neuron gives out",
    input: "Input",
    weight: "Weight",
    bias: "Bias",
    result: (weight: number, input: number, bias: number, z: number, output: number) =>
      `${decimal.format(weight)} × ${decimal.format(input)} ${term(bias)} = ${decimal.format(z)}, squeezed to ${decimal.format(output)}`,
  },
  network: {
    title: "Forty of them, and what they look at",
    paragraphs: [
      "Your drawing is cut out, balanced so that it leans to neither side, centred and shrunk to 28 × 28 pixels: 784 inputs. That is all the network looks at. Thirty hidden neurons (on the page Inside they are called units) each look at all of them, and each has its own 784 weights. Ten output neurons, one for each digit, look at the thirty.",
      "The ten outputs do not know of each other. Each answers its own question, “does this look like me?”.",
    ],
    predict: {
      question: "You scribble something that is no digit. What do the ten outputs say together?",
      options: [
        "Always 100%, shared among the ten",
        "Anything, perhaps next to nothing",
        "One of them always nearly 100%",
      ],
      right: 1,
      answer:
        "They need not add up to 100%: a blurred digit can make two of them say yes, and a scribble none. Try it on the page Inside.",
    },
  },
  carried: {
    title: "One digit carried through",
    paragraphs: [
      "Here are the real numbers: the thirty neurons for a digit, the ten outputs, and one of 23,820 multiplications, followed from a pixel to the guess.",
    ],
    which: (isDrawn: boolean) =>
      isDrawn
        ? "The digit is the one on your sheet."
        : "The digit is a made-up one. Draw one of your own on the first page, and it is carried through instead.",
    units: "The thirty hidden neurons",
    outputs: "The ten outputs",
    bar: (i: number, value: number, isOutput: boolean) =>
      `${isOutput ? `Output ${i}` : `Neuron ${i + 1}`}: ${wholePercentage.format(value)}`,
    more: (unit: number) => `See what unit ${unit} looks for`,
  },
  cost: {
    title: "What a mistake costs",
    paragraphs: [
      "To learn, the network needs one number that says how wrong it is: the cost. For the output that should have said 1, it is minus the logarithm of what it did say. A confident mistake costs much; being nearly right costs nearly nothing.",
    ],
    plot: "The cost of an output that should be 1: high near 0, nothing at 1",
    xAxis: "what the output said",
    yAxis: "cost",
    output: "Output",
    result: (output: number, cost: number) =>
      `An output of ${decimal.format(output)} where 1 was right costs ${decimal.format(cost)}`,
  },
  descent: {
    title: "Downhill",
    paragraphs: [
      "Change one weight a little, and the cost changes a little. Which way is down? That is the slope, and the rule of learning is: take a step against it. The learning rate says how long: it is the share of the slope that a step takes. Too short, and it takes for ever; too long, and you jump over the valley.",
    ],
    plot: "The cost of one weight, a valley, with the steps taken marked on it",
    xAxis: "the weight",
    yAxis: "cost",
    rate: "Step length",
    step: "One step",
    result: (n: number, cost: number) => `${steps(n)} taken; the cost is ${decimal.format(cost)}`,
  },
  backpropagation: {
    title: "All slopes at once",
    paragraphs: [
      "There are 23,820 weights and 40 biases, so 23,860 slopes. Back-propagation finds all of them in one go, from the outputs backwards: each neuron passes the blame to those that it listened to, in proportion to how much it listened.",
      "Try it on your own digit. The server copies the network that is reading, takes the steps in the copy, shows you what moved, and forgets it. Nobody else’s network changes. Tell it that your drawing is something else than it thinks, and watch it change its mind.",
    ],
  },
  forgetting: {
    title: "Why it forgets, and how rehearsal helps",
    paragraphs: [
      "The same thirty hidden neurons serve all ten digits. Push them to please one drawing, again and again, and they stop pleasing others. That is called catastrophic forgetting: press “Make it forget” above, and watch the wall turn red.",
      "The cure is what pupils do: rehearse. When the network learns your ten digits, each step also shows it digits that it knows already. Switch the rehearsal on above, and nearly all of the wall heals, while your digit is still learned, only more slowly. This holds for steps of up to about 0.30. With steps of 1.00 rehearsal saves only a part: too long a step jumps over every valley.",
    ],
    predict: {
      question:
        "A copy of the network takes forty steps of 0.30 on one odd 1 that it is told is a 4, without rehearsal. How many of 400 other digits does it still read?",
      options: ["Nearly all of them", "More than half", "Fewer than half"],
      answer: (n: number, count: number) =>
        `Just tried on the network that is reading: ${number.format(n)} of ${number.format(count)}.`,
    },
  },
  fromNothing: {
    title: "From nothing",
    paragraphs: [
      "A fresh network with the same thirty neurons, in this page alone: nothing of it is sent or kept. Draw a digit, say what it is, draw another one; then let it learn, step by step, until it reads them all. Its weights are below: noise at first, in which shapes appear.",
    ],
    drawFirst: "Draw a digit, then say what it is.",
    reads: (digit: number, output: number) =>
      `The fresh network says ${digit}, with an output of ${decimal.format(output)}.`,
    itIs: "It is a",
    teach: (label: number) => `Teach it ${aDigit(label)}`,
    lend: "Lend me ten digits, one of each",
    examples: (n: number) => (n === 1 ? "The example so far" : `The ${number.format(n)} examples so far`),
    example: (label: number, guess: number) => (label === guess ? `${label} ✓` : `${label}, not ${guess}`),
    one: "One step of learning",
    untilItReads: "Learn until it reads them",
    stop: "Stop",
    fromNothing: "From nothing again",
    nothingYet: "It has learned nothing yet.",
    result: (n: number, cost: number, nRead: number, count: number) =>
      `${steps(n)}; cost ${decimal.format(cost)}; it reads ${number.format(nRead)} of ${number.format(count)} examples.`,
    others: (n: number, count: number) =>
      `Of ${number.format(count)} digits that it was never shown, it reads ${number.format(n)}: your examples teach that much, and the rest is still missing.`,
    weights: "The weights of the thirty fresh neurons",
  },
  gate: {
    title: "After ten digits: who decides what takes over",
    paragraphs: [
      "After every ten checked digits the network is trained: a thousand small steps, from where it stands, on your digits, slightly distorted each time, mixed with many that it knows. That takes a few seconds, and then guesses can change for everybody.",
      "Training does not decide what is served; a test does. One digit in ten is set aside before training and never learned from. A secret number and the drawing decide which, as good as by chance, so that a ten may have three of them, or none. A new version takes over if it reads at most half a point fewer of several thousand sealed test digits than the best version so far, of no single digit many fewer, and if it reads the digits set aside no worse than chance explains. A version that fails is rejected, and the reason is kept. If a ten mostly contradicts the network, its doubtful digits wait for a person.",
    ],
    link: "See every version and its reason in the history",
  },
  twoMemories: {
    title: "Two memories: why one correction is enough",
    paragraphs: [
      "One memory would serve two masters. To learn your hand it would have to yield to a few strange digits; to stay safe for everybody else it must not. And what yields quickly forgets quickly, as above.",
      "Brains seem to have met the same difficulty, and to have two memories for it. The hippocampus keeps at once what happened once; the neocortex learns slowly what many things have in common, while they are rehearsed. James McClelland, Bruce McNaughton and Randall O’Reilly argued in 1995 that one memory cannot do both: what a network takes in fast overwrites what it knew.",
      "So there are two here, too. The slow one is everybody’s network: it learns in tens, with rehearsal, and only if it passes the test. The fast one is yours: it is worked out from the drawings that you verified and from how far the network’s outputs were off for each, and corrects the network’s outputs wherever a drawing looks like one of those. That is why a guess can change after a single correction, although not one of the 23,860 numbers has moved. It may yield at once, since it speaks for you alone: whoever lies to it fools nobody else. So the slow one can be strict.",
    ],
    odd: "Write an odd 1",
    anotherOdd: "Another odd 1",
    itIs: "Say what it is, to a memory of this page alone:",
    tell: (label: number) => `Tell this memory that it is ${aDigit(label)}`,
    told: (label: number) =>
      `The memory of this page has one drawing now, ${aDigit(label)}: the bars moved at once, and no weight did. It corrects drawings like that one, the more, the more alike they are: draw another, or have one written. It ends with this page.`,
    forget: "Let it forget that",
    switches: { network: "Everybody’s network", memory: "Your own memory" },
    outputs: "The ten outputs",
    corrections: "What your own memory adds to each output, or takes from it",
    output: (digit: number, output: number, isCorrection: boolean) =>
      isCorrection
        ? `${digit}: ${signedPercentage.format(output)}`
        : `${digit}: ${wholePercentage.format(output)}`,
    drawFirst: "Draw a digit on this sheet, or have an odd 1 written.",
    guess: ({ network, memory }: { network: boolean; memory: boolean }, best: number | null) => {
      if (!network && !memory) return "With neither there is nothing that could read.";
      if (network && best !== null)
        return memory
          ? `Both together read ${aDigit(best)}.`
          : `Everybody’s network alone reads ${aDigit(best)}.`;
      return best === null
        ? "Your own memory has nothing to correct here: everybody’s network reads all drawings of yours that look like this one. Perhaps it has learned them since; try it with another digit."
        : `Your own memory alone does not read. It corrects, here most of all in favour of the ${best}.`;
    },
    noMemory:
      "You have no memory of your own yet, so the second switch changes nothing. Say below the sheet what the drawing is, as you would on the page Draw: this page works a memory out from that one drawing, by the same rule. Nothing of it is stored.",
    tellMore:
      "Misread? Say below the sheet what it is. This page adds the correction to those of your own memory, and stores nothing.",
  },
  kept: {
    title: "What it keeps of you",
    paragraphs: [
      "Of each digit that you check: the drawing, the path and the times of the pen, what you said it is, what was guessed, and when. A cookie with a random number holds your digits together; there is no name, and none is asked for. What you draw without checking is read and forgotten. Your own memory is not kept: it is worked out from these drawings whenever you draw.",
      "Others can see the drawings in the gallery, unless whoever runs this program has closed it. You can download everything, take single digits back, or have the whole hand forgotten. A digit that you take back is shown no more and not learned from again; what versions have learned from it stays in them. For a whole hand that was learned from, a version is trained again without it, or an older one that had not learned it reads again. The versions before stay in the history, and can be downloaded there as long as their numbers are kept. A version keeps no drawing, only 23,860 numbers that they have moved.",
    ],
    link: "Your hand, and all that is kept of it",
  },
  sandbox: {
    label: "Tell the copy that it is a",
    rate: "Step length in the copy",
    forget: "Make it forget: 40 steps of 0.30",
    wall: (n: number, count: number) =>
      `${number.format(count)} other digits on a wall; the copy misreads ${number.format(n)}, which are red`,
    wallNote: (n: number, mayHeal: boolean) =>
      `The other digits. Red ones are misread by the copy now: ${number.format(n)}.${mayHeal ? " Rehearsal heals most of them." : ""}`,
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
  sources: {
    heading: "Sources",
    list: [
      [
        "Michael Nielsen, Neural Networks and Deep Learning (2015), chapters 1 to 3",
        "http://neuralnetworksanddeeplearning.com/",
      ],
      [
        "J. McClelland, B. McNaughton, R. O’Reilly, Why there are complementary learning systems in the hippocampus and neocortex, Psychological Review 102 (1995)",
        "https://doi.org/10.1037/0033-295X.102.3.419",
      ],
      [
        "A. Robins, Catastrophic forgetting, rehearsal and pseudorehearsal, Connection Science 7 (1995)",
        "https://doi.org/10.1080/09540099550039318",
      ],
      [
        "S. Haufe and others, On the interpretation of weight vectors of linear models in multivariate neuroimaging, NeuroImage 87 (2014)",
        "https://doi.org/10.1016/j.neuroimage.2013.10.067",
      ],
    ],
    code: "The program’s own networks are in its folder nn, in NumPy alone. The fresh one on this page learns in the browser.",
  },
} as const;

export type LearnWords = Translated<typeof english>;
export const learn: LearnWords = readingFrom(() => shownWords()?.learn ?? english);
