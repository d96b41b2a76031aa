/** The words of the lesson that a teacher prints. */

import { shownWords } from "./shown";
import { readingFrom, type Translated } from "./words";

const english = {
  heading: "A lesson of 45 minutes",
  introduction:
    "For pupils from about twelve on, alone or in pairs, each with a device that has this page open. Nothing is installed, no name is asked for. Print this page: the answers come on a sheet of their own, and stay hidden on the screen until you ask for them.",
  print: "Print",
  back: "Back to the page Learn",
  need: "Before: open the wall on the projector. It shows the newest digits, the network that reads them, and the address for the pupils. Try one digit yourself.",
  wall: (address: string) => `The wall: ${address}`,
  planHeading: "Plan",
  columns: ["Minutes", "On which page", "What the pupils do", "What they see"],
  plan: [
    [
      "0–5",
      "Draw",
      "Each draws three digits and says what they are.",
      "The guess follows the pen; most are right, and it says when it is not sure.",
    ],
    [
      "5–12",
      "Inside",
      "Draw a 7; find the unit that says most for it; switch it off; then five at random, until the 7 is lost.",
      "No unit is the 7. The network fails by and by, not at once.",
    ],
    [
      "12–20",
      "Learn: one digit carried through",
      "Follow one number from a pixel to the output, and check one product by hand.",
      "A guess is multiplying, adding and squeezing, nothing else.",
    ],
    [
      "20–30",
      "Learn: from nothing",
      "Teach a fresh network ten digits of one’s own; then draw an eleventh.",
      "It reads what it was shown, and part of what it was not.",
    ],
    [
      "30–37",
      "Learn: all slopes at once",
      "Press “Make it forget”, count the red digits; switch the rehearsal on, and count again.",
      "Learning one thing alone costs the others; rehearsal saves them.",
    ],
    [
      "37–42",
      "Draw and Hand",
      "Draw a digit oddly, correct it once, draw it again. Together fill the ten, and watch a version being made.",
      "One correction helps oneself at once; ten digits change the network for all.",
    ],
    [
      "42–45",
      "Hand",
      "Look at what is kept; whoever wants to has it forgotten.",
      "Everything that is kept can be seen, taken along and taken back.",
    ],
  ],
  questionsHeading: "Six questions",
  questionsNote: "Each is answered on the page; the name in brackets says where.",
  places: [
    "Learn: forty of them",
    "Inside",
    "Learn: two memories",
    "Learn: after ten digits",
    "Learn: why it forgets",
    "Hand",
  ],
  answersHeading: "Answers",
  showAnswers: "Show the answers",
  hideAnswers: "Hide the answers",
  furtherHeading: "For those who are ahead",
  further: [
    "Find a digit that the network and your neighbour read differently. Who is right, and how would you know?",
    "Teach the fresh network only 1s and 7s. What does it say of a 4, and why is it so sure?",
    "Why may a new version read half a point fewer test digits than the best one, and yet take over?",
  ],
} as const;

export type LessonWords = Translated<typeof english>;
export const lesson: LessonWords = readingFrom(() => shownWords()?.lesson ?? english);
