/** Texts that follow a confirmation or a correction, as pure functions. */

import type { Settled } from "../api/outbox/outbox";
import { refusalText } from "../refusalText";
import { texts } from "../texts";

/** Return the thanks that come at once, before the server has answered. */
export function thanksText(label: number, isKept: boolean): string {
  return isKept ? texts.teach.thanks(label) : texts.teach.thanksInMemory(label);
}

/** Return the thanks for a stored digit, with how many more are needed. */
export function storedText({ digit, added }: Extract<Settled, { kind: "stored" }>): string {
  const { new_digits, retrain_at, is_training_input } = added;
  if (new_digits === 0) return texts.teach.storedTenth(digit.label, retrain_at);
  const words = is_training_input ? texts.teach.stored : texts.teach.storedForTesting;
  return words(digit.label, retrain_at - new_digits);
}

export function refusedText({ digit, code, detail }: Extract<Settled, { kind: "refused" }>): string {
  return texts.teach.notTaken(digit.label, refusalText(code, detail));
}
