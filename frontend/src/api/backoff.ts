import type { Failure } from "./failure";

/** Longer, and a page comes back later to a server that is up again. */
const longest_s = 30;

/**
 * Return the wait before the next attempt: what the server asks for, else 1, 2, 4 … 30 s, shortened by up to
 * a half at random so that many pages do not come back at the same moment.
 *
 * @param nFailures attempts that failed in a row, the one just made included
 * @param random a number from 0 to 1
 */
export function waitBeforeRetry_ms(failure: Failure, nFailures: number, random: number): number {
  if (failure.kind === "busy") return failure.wait_s * 1000;
  const whole_s = Math.min(longest_s, 2 ** (nFailures - 1));
  return whole_s * (1 - random / 2) * 1000;
}
