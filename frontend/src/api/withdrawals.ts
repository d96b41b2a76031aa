/** The digits that this page has taken back. Lists fetched before still name them, but their drawings are gone. */

import { createStore, type ReadableStore } from "../createStore";
import type { Result } from "./failure";

export interface Withdrawals extends ReadableStore<ReadonlySet<number>> {
  /** Takes a digit back. It is among the withdrawn ones from before the request is sent, unless that fails. */
  readonly withdraw: (id: number) => Promise<Result<null>>;
}

export function createWithdrawals(send: (id: number) => Promise<Result<null>>): Withdrawals {
  const { get, subscribe, set } = createStore<ReadonlySet<number>>(new Set());
  return {
    get,
    subscribe,
    withdraw: async (id) => {
      set(new Set([...get(), id]));
      const result = await send(id);
      if (!result.ok) set(new Set([...get()].filter((withdrawn) => withdrawn !== id)));
      return result;
    },
  };
}
