import type { Prediction } from "../api/client";
import { digits } from "../digits";

export interface Output {
  readonly digit: number;
  /** 0–1 */
  readonly confidence: number;
}

/** Return the ten outputs with their digits, zeros where there is no answer. They need not add up to 1. */
export function outputsOf(answer: Prediction | null): readonly Output[] {
  return digits.map((digit) => ({
    digit,
    confidence: Math.min(1, Math.max(0, answer?.confidences[digit] ?? 0)),
  }));
}

/** Return the digit of the second largest output. */
export function secondBest(answer: Prediction): number {
  const others = outputsOf(answer).filter(({ digit }) => digit !== answer.digit);
  return others.reduce((best, output) => (output.confidence > best.confidence ? output : best)).digit;
}

/**
 * If the largest output is below this, the drawing is called no digit: about half of scribbles are, and one in 700 pen
 * digits. If larger, more of both are called none.
 */
const minConfidence = 0.2;

/** A smaller correction cannot be seen in a bar. If larger, bars of both memories are taken for the network's alone. */
const leastCorrection = 0.01;

/** Return for each digit the output of everybody's network alone, if the own memory visibly corrected it; else null. */
export function correctedOutputs(answer: Prediction | null): readonly (number | null)[] {
  return digits.map((digit) => {
    if (answer?.hand == null) return null;
    const [together = 0, alone = 0] = [answer.confidences[digit], answer.network.confidences[digit]];
    return Math.abs(together - alone) < leastCorrection ? null : alone;
  });
}

/** An output below this is not worth a word beside the largest one. If larger, a second guess is named less often. */
export const minMentioned = 0.05;
/** The least output that counts as clear where no other is worth a word. If larger, more guesses are called unsure. */
const minClear = 0.5;

/** Say whether one output is large and no other is worth a word. */
export function isClear(confidences: readonly number[], digit: number): boolean {
  const others = confidences.filter((_, other) => other !== digit);
  return (confidences[digit] ?? 0) >= minClear && Math.max(...others) < minMentioned;
}

/** Say whether no output is large enough to mean a digit. */
export function looksLikeNone({ confidences }: Pick<Prediction, "confidences">): boolean {
  return Math.max(...confidences) < minConfidence;
}

/** Return the digit that is guessed; null where there is no answer, or it means none. */
export function guessedDigit(answer: Prediction | null): number | null {
  return answer === null || looksLikeNone(answer) ? null : answer.digit;
}

/**
 * Return how sure the guess is: certain; unusual, if the outputs are clear and the answer is not certain; unsure,
 * if they are not clear; none, if no output is large; several, if several digits are seen.
 */
export function sureness(answer: Prediction): "certain" | "unusual" | "unsure" | "none" | "several" {
  if (answer.n_seen > 1) return "several";
  if (answer.certain) return "certain";
  if (looksLikeNone(answer)) return "none";
  return isClear(answer.confidences, answer.digit) ? "unusual" : "unsure";
}

/** Return the digit to offer beside an unsure guess; null beside others, and where no second is worth a word. */
export function secondToOffer(answer: Prediction): number | null {
  const second = secondBest(answer);
  return sureness(answer) === "unsure" && (answer.confidences[second] ?? 0) >= minMentioned ? second : null;
}
