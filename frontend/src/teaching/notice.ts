/** Texts that follow a confirmation or a correction, as pure functions. */

import type { AddedDigit, VerifiedDrawing } from "../api/client";
import type { Refused, Settled } from "../api/outbox/outbox";
import { refusalText } from "../refusalText";
import { texts } from "../texts";

/** Return the digit that a drawing was said to be, or the digits of its number. */
export function whatItIs({ label, number }: Pick<VerifiedDrawing, "label" | "number">): number | string {
  return number?.digits ?? label;
}

/** Return the thanks that come at once, before the server has answered. */
export function thanksText(label: number | string, isKept: boolean): string {
  return isKept ? texts.teach.thanks(label) : texts.teach.thanksInMemory(label);
}

export type Stored = Extract<Settled, { kind: "stored" }>;

/** Whether this person's own memory changes guesses. */
export type OwnMemory = "unknown" | "speaks" | "silent";

/** Return the thanks for a stored digit or number, and what becomes of it in both memories. Learning may be paused. */
export function storedText({ digit, added, together }: Stored, memory: OwnMemory, isPaused: boolean): string {
  const all = together.length > 1 ? together : [added];
  const ofOwn = all.map((one) => inOwnMemory(one, memory)).find((words) => words !== "");
  const inTen = all.filter(({ ten }) => ten !== null);
  // "This one" of a number may be any of its digits: that one tests is said only where all of them do.
  const learned = inTen.find(({ is_training_input }) => is_training_input) ?? inTen[0] ?? added;
  return [texts.teach.thanks(whatItIs(digit)), ofOwn ?? "", inEverybodysNetwork(learned, isPaused)]
    .filter((words) => words !== "")
    .join(" ");
}

/** Return an empty text where the network or the memory read it, or the memory's state is unknown. */
function inOwnMemory({ predicted, guess, label }: AddedDigit, memory: OwnMemory): string {
  if (predicted === label || guess === label || memory === "unknown") return "";
  return memory === "speaks" ? texts.teach.known : texts.teach.remembered;
}

function inEverybodysNetwork(added: AddedDigit, isPaused: boolean): string {
  const { predicted, label, is_training_input, state, new_digits, retrain_at, ten } = added;
  if (state === "held") return texts.teach.held;
  if (ten !== null && !isPaused)
    return is_training_input ? texts.teach.tenth(retrain_at) : texts.teach.tenthForTesting(retrain_at);
  if (!is_training_input) return texts.teach.forTesting;
  if (isPaused) return texts.teach.paused;
  const nMissing = retrain_at - new_digits;
  return predicted === label ? texts.teach.missing(nMissing) : texts.teach.learnedNext(nMissing);
}

/** Return why a digit was not taken, and where its drawing is. */
export function refusedText({ digit, ...refusal }: Refused, isOnSheet: boolean): string {
  const words = texts.teach.notTaken(whatItIs(digit), refusalText(refusal, digit.ink));
  return isOnSheet ? `${words} ${texts.teach.onSheetAgain}` : words;
}
