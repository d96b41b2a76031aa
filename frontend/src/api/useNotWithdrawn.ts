import { useSyncExternalStore } from "react";
import type { Withdrawals } from "./withdrawals";

/** Return a function that leaves out of a list what this page has taken back meanwhile. */
export function useNotWithdrawn(
  withdrawals: Withdrawals,
): <T extends { readonly id: number }>(digits: readonly T[]) => T[] {
  const withdrawn = useSyncExternalStore(withdrawals.subscribe, withdrawals.get);
  return (digits) => digits.filter(({ id }) => !withdrawn.has(id));
}
