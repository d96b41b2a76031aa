import { useEffect } from "react";
import type { Hand } from "../../api/client";
import { storageName } from "../../storageName";

const name = storageName("known");

/**
 * Return whether no verified digit of this person counts: none was sent, or all were taken back or excluded. Until the
 * server has answered, return the answer of the last visit, so that what only newcomers are told does not come and go
 * while the page loads.
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
    // Where storage is forbidden, everybody counts as new at each visit until the server has answered.
  }
}
