import type { Digit } from "../api/client";

/**
 * The label of the newest digit that came since the page last looked and that it did not send itself; null where there
 * is none. Before the first look nothing is news.
 */
export function labelFromElsewhere(
  digits: readonly Digit[],
  lastSeen: number | null,
  own: ReadonlySet<number>,
): number | null {
  if (lastSeen === null) return null;
  return digits.find(({ id }) => id > lastSeen && !own.has(id))?.label ?? null;
}
