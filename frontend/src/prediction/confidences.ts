import type { Prediction } from "../api/client";
import { digits } from "../digits";

export interface Output {
  readonly digit: number;
  /** 0–1 */
  readonly confidence: number;
}

/** The ten outputs, each on its own: they need not add up to 1. */
export function outputsOf(answer: Prediction | null): readonly Output[] {
  return digits.map((digit) => ({
    digit,
    confidence: Math.min(1, Math.max(0, answer?.confidences[digit] ?? 0)),
  }));
}

/** The digit of the second largest output: what an unsure guess might also be. */
export function secondBest(answer: Prediction): number {
  const others = outputsOf(answer).filter(({ digit }) => digit !== answer.digit);
  return others.reduce((best, output) => (output.confidence > best.confidence ? output : best)).digit;
}

/** Below this, the largest output speaks for no digit: so it is for about half of scribbles, and one in 700 digits of pens. */
export const minConfidence = 0.2;

/** How sure the network is: of one digit, of one or the other, or of none. */
export function sureness(answer: Prediction): "certain" | "unsure" | "none" {
  if (answer.certain) return "certain";
  return Math.max(...answer.confidences) < minConfidence ? "none" : "unsure";
}
