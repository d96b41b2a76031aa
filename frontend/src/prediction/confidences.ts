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

/** Say whether no output is large enough to mean a digit. */
export function looksLikeNone({ confidences }: Pick<Prediction, "confidences">): boolean {
  return Math.max(...confidences) < minConfidence;
}

/** Return the digit that is guessed; null where there is no answer, or it means none. */
export function guessedDigit(answer: Prediction | null): number | null {
  return answer === null || looksLikeNone(answer) ? null : answer.digit;
}

/** Return how sure the network is: of one digit, of one out of two, or of none; it reads one digit at a time. */
export function sureness(answer: Prediction): "certain" | "unsure" | "none" | "several" {
  if (answer.n_seen > 1) return "several";
  if (answer.certain) return "certain";
  return looksLikeNone(answer) ? "none" : "unsure";
}
