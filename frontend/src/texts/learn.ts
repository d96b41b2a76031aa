/** The words of the page Learn. */

import { aDigit, decimal, number, signedPercentage, wholePercentage } from "./formats";

export const learn = {
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
  twoMemories: {
    title: "Two memories",
    paragraphs: [
      "One memory would serve two masters. To learn your hand it would have to yield to a few strange digits; to stay safe for everybody else it must not. And what yields quickly forgets quickly, as above.",
      "Brains seem to have met the same difficulty, and to have two memories for it. The hippocampus keeps at once what happened once; the neocortex learns slowly what many things have in common, while they are rehearsed. James McClelland, Bruce McNaughton and Randall O’Reilly argued in 1995 that one memory cannot do both: what a network takes in fast overwrites what it knew.",
      "So there are two here, too. The slow one is everybody’s network: it learns in tens, with rehearsal, and past the gate. The fast one is yours: it keeps what you verified and what the network missed there, and corrects the network’s outputs wherever a drawing looks like one of those. It may yield at once, since it speaks for you alone: whoever lies to it fools nobody else. So the slow one can be strict.",
    ],
    sheet: (nStrokes: number) => (nStrokes === 0 ? "The sheet, empty" : "The drawing on the sheet"),
    odd: "Write an odd 1",
    switches: { network: "Everybody’s network", memory: "Your own memory" },
    outputs: "The ten outputs",
    corrections: "What your own memory adds to each output, or takes from it",
    output: (digit: number, output: number, isCorrection: boolean) =>
      isCorrection
        ? `${digit}: ${signedPercentage.format(output)}`
        : `${digit}: ${wholePercentage.format(output)}`,
    drawFirst: "Draw a digit on the sheet above, or have an odd one written.",
    guess: ({ network, memory }: { network: boolean; memory: boolean }, best: number | null) => {
      if (!network && !memory) return "With neither there is nothing that could read.";
      if (network && best !== null)
        return memory
          ? `Both together read ${aDigit(best)}.`
          : `Everybody’s network alone reads ${aDigit(best)}.`;
      return best === null
        ? "Your own memory has nothing to correct here: no drawing of yours that looks like this one was misread."
        : `Your own memory alone does not read. It corrects, here most of all in favour of the ${best}.`;
    },
    noMemory:
      "You have no memory of your own yet. Draw your oddest digit on the page Draw, say what it is, and come back with another one like it.",
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
    "After Michael Nielsen, Neural Networks and Deep Learning (2015), chapters 1 to 3; the two memories after J. McClelland, B. McNaughton and R. O’Reilly, Why there are complementary learning systems in the hippocampus and neocortex, Psychological Review 102 (1995). The code that does all this is in the folder nn of this program, in NumPy alone.",
} as const;
