import { useEffect } from "react";
import type { Hand } from "../../api/client";

const name = "ductus.known";

/**
 * Return whether this person has verified nothing yet. Until the server has answered, it is as it was at the last
 * visit: what is said to newcomers alone must not come and go while the page loads.
 */
export function useIsNew(hand: Hand | null): boolean {
  const isNew = hand === null ? null : hand.n_digits === 0;
  useEffect(() => {
    if (isNew !== null) keep(isNew);
  }, [isNew]);
  return isNew ?? !wasKnown();
}

function wasKnown(): boolean {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}

function keep(isNew: boolean): void {
  try {
    if (isNew) localStorage.removeItem(name);
    else localStorage.setItem(name, "yes");
  } catch {
    // Where storage is forbidden, everybody is told once more while the page loads.
  }
}
