/** What the page says after a digit was confirmed or corrected: pure. */

import type { Settled } from "../api/outbox/outbox";
import { refusalText } from "../refusalText";
import { texts } from "../texts";

export type Notice =
  { readonly kind: "quiet" } | { readonly kind: "thanks" | "problem"; readonly words: string };

export const quiet: Notice = { kind: "quiet" };
export const drawFirst: Notice = { kind: "problem", words: texts.teach.drawFirst };
export const noGuess: Notice = { kind: "problem", words: texts.teach.noGuess };

/** At once, before the server has answered. */
export function noticeOfVerified(label: number, isKept: boolean): Notice {
  if (isKept) return { kind: "thanks", words: texts.teach.thanks(label) };
  return { kind: "problem", words: texts.teach.thanksInMemory(label) };
}

/** When the server has it, or has refused it. */
export function noticeOfSettled(settled: Settled): Notice {
  const { label } = settled.digit;
  if (settled.kind === "refused") {
    return { kind: "problem", words: texts.teach.notTaken(label, refusalText(settled.code, settled.detail)) };
  }
  const { new_digits, retrain_at, is_training_input } = settled.added;
  if (new_digits === 0) return { kind: "thanks", words: texts.teach.storedTenth(label, retrain_at) };
  const words = is_training_input ? texts.teach.stored : texts.teach.storedForTesting;
  return { kind: "thanks", words: words(label, retrain_at - new_digits) };
}
