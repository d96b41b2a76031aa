import { useSyncExternalStore } from "react";
import type { Withdrawals } from "./withdrawals";

/** Leaves out of a list what this page has taken back meanwhile. */
export type NotWithdrawn = <T extends { readonly id: number }>(digits: readonly T[]) => T[];

export function useNotWithdrawn(withdrawals: Withdrawals): NotWithdrawn {
  const withdrawn = useSyncExternalStore(withdrawals.subscribe, withdrawals.get);
  return (digits) => digits.filter(({ id }) => !withdrawn.has(id));
}
