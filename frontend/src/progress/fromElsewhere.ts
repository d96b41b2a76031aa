/** Counting the digits that others verify while the page is open, as pure functions. */

import type { Digit } from "../api/client";

export interface Elsewhere {
  /** The newest digit that was seen; null before the first look. What was there by then is no news. */
  readonly newest: number | null;
  readonly n: number;
  /** Enough came at once that some may never have been listed: there are at least `n`. */
  readonly isAtLeast: boolean;
  /** The label of the newest one. */
  readonly label: number | null;
}

export const nothingYet: Elsewhere = { newest: null, n: 0, isAtLeast: false, label: null };

/**
 * Return the count after another look at the newest digits, newest first. Those that this hand has checked on another
 * page are no news of others. `sentIds` are this page's own, which it may have sent for a hand of before.
 */
export function afterLook(
  before: Elsewhere,
  digits: readonly Pick<Digit, "id" | "label" | "is_mine">[],
  sentIds: ReadonlySet<number>,
): Elsewhere {
  const newest = Math.max(before.newest ?? 0, digits[0]?.id ?? 0);
  if (before.newest === null) return { ...nothingYet, newest };
  const { newest: seen } = before;
  const later = digits.filter(({ id }) => id > seen);
  const theirs = later.filter(({ id, is_mine }) => !is_mine && !sentIds.has(id));
  if (newest === seen && theirs.length === 0) return before;
  return {
    newest,
    n: before.n + theirs.length,
    isAtLeast: before.isAtLeast || (later.length === digits.length && digits.length > 0 && seen > 0),
    label: theirs[0]?.label ?? before.label,
  };
}
