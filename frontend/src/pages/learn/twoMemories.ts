/** What each of the two memories says of a drawing, as pure functions. */

import type { Prediction } from "../../api/client";
import { digits } from "../../digits";

export interface Switches {
  readonly network: boolean;
  readonly memory: boolean;
}

/**
 * Return the ten outputs with only these memories. The own memory alone gives what it adds to the network's outputs or
 * takes from them, −1 to 1.
 */
export function outputsWith({ network, memory }: Switches, answer: Prediction): readonly number[] {
  return digits.map((digit) => {
    const alone = answer.network.confidences[digit] ?? 0;
    const together = answer.confidences[digit] ?? 0;
    if (network) return memory ? together : alone;
    return memory ? together - alone : 0;
  });
}

/** Corrections smaller than this do not move a bar visibly. */
const leastCorrection = 0.005;

/** Return the digit with the largest output; null where nothing reads, or the memory alone corrects nothing. */
export function bestOf(switches: Switches, outputs: readonly number[]): number | null {
  const best = outputs.indexOf(Math.max(...outputs));
  const isCorrection = switches.memory && !switches.network;
  if (!switches.network && !switches.memory) return null;
  return isCorrection && (outputs[best] ?? 0) < leastCorrection ? null : best;
}
