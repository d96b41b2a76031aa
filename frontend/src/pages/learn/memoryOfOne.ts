/**
 * The memory of one drawing, worked out in the page: what the server's memory (`nn/online/memory.py`) would be if the
 * hand had this single drawing. Nothing of it is sent or stored.
 */

import type { Prediction } from "../../api/client";
import { digits } from "../../digits";
import { decodeBytes } from "../../network/network";
import { orientedGradients } from "./orientedGradients";

// The constants of `nn/online/memory.py`; the tests have figures that were computed there.
const reach = 1.6;
const ridge = 0.1;
/** What pulls towards the label where the network is in doubt: little as long as one of ten digits is known. */
const pull = 2 * (1 / digits.length) ** 2;

export interface MemoryOfOne {
  readonly label: number;
  readonly features: Float64Array;
  /** What was missing at each output when the label was told. */
  readonly misses: readonly number[];
}

/** Return the memory of a drawing that was said to be `label`; null where the answer lacks the picture. */
export function memoryOf(answer: Prediction, label: number): MemoryOfOne | null {
  if (answer.inside === undefined) return null;
  const misses = digits.map((digit) => (digit === label ? 1 : 0) - (answer.confidences[digit] ?? 0));
  return { label, features: orientedGradients(decodeBytes(answer.inside.pixels)), misses };
}

/** Return the answer with the memory's corrections in its outputs, from 0 to 1. */
export function withMemory(memory: MemoryOfOne | null, answer: Prediction): Prediction {
  if (memory === null || answer.inside === undefined) return answer;
  const near = nearness(memory, orientedGradients(decodeBytes(answer.inside.pixels)));
  const doubt = 1 - Math.max(...answer.network.confidences);
  const corrected = digits.map((digit) => {
    const pulled = digit === memory.label ? pull * doubt : 0;
    const correction = (near * ((memory.misses[digit] ?? 0) + pulled)) / (1 + ridge);
    return Math.max(0, (answer.confidences[digit] ?? 0) + correction);
  });
  const largest = Math.max(...corrected);
  const confidences = corrected.map((output) => output / Math.max(1, largest));
  return { ...answer, digit: confidences.indexOf(Math.max(...confidences)), confidences };
}

/** Return how alike two drawings are, from 0 (not at all) to 1 (the same). */
function nearness({ features }: MemoryOfOne, others: Float64Array): number {
  const squared = features.reduce((sum, value, i) => sum + (value - (others[i] ?? 0)) ** 2, 0);
  return Math.exp(-squared / reach);
}
