import type { Prediction } from "../api/client";

export interface Output {
  readonly digit: number;
  /** 0–1 */
  readonly confidence: number;
}

/** The ten outputs, each on its own: they need not add up to 1. */
export function outputsOf(answer: Prediction | null): readonly Output[] {
  return Array.from({ length: 10 }, (_, digit) => ({
    digit,
    confidence: Math.min(1, Math.max(0, answer?.confidences[digit] ?? 0)),
  }));
}

/** The digit of the second largest output: what an unsure guess might also be. */
export function secondBest(answer: Prediction): number {
  const others = outputsOf(answer).filter(({ digit }) => digit !== answer.digit);
  return others.reduce((best, output) => (output.confidence > best.confidence ? output : best)).digit;
}
