/** The wait between attempts to reach the server. */

import type { Failure } from "./failure";

/** If this is larger, a page returns later to a server that is up again. */
const maxWait_s = 30;

/**
 * Return the wait before the next attempt. A wait that the server asks for is kept in full. Else it is 1, 2, 4,
 * 8, 16, then 30 s, shortened at random by up to a half, so that many pages do not return at the same moment.
 *
 * @param nFailures attempts that failed in a row, the one just made included
 * @param random a number from 0 to 1
 */
export function waitBeforeRetry_ms(failure: Failure, nFailures: number, random: number): number {
  if (failure.kind === "busy") return failure.wait_s * 1000;
  const whole_s = Math.min(maxWait_s, 2 ** (nFailures - 1));
  return whole_s * (1 - random / 2) * 1000;
}
