import type { Digit } from "../api/client";

/** Return the label of the newest digit after `lastSeen` that this page did not send; null before the first look. */
export function labelFromElsewhere(
  digits: readonly Digit[],
  lastSeen: number | null,
  sentIds: ReadonlySet<number>,
): number | null {
  if (lastSeen === null) return null;
  return digits.find(({ id }) => id > lastSeen && !sentIds.has(id))?.label ?? null;
}
