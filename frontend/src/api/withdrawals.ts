/** The digits that this page has taken back. Lists fetched before still name them, but their drawings are gone. */

import { createStore, type ReadableStore, type Store } from "../createStore";
import type { Result } from "./failure";

/** How taking a digit back ended. */
export interface Ended {
  readonly label: number;
  readonly isTakenBack: boolean;
}

export interface Withdrawals extends ReadableStore<ReadonlySet<number>> {
  /** How the gallery's last one ended; null where that has been told. It may end after the gallery was left. */
  readonly ends: Store<Ended | null>;
  /** Takes a digit back. It is among the withdrawn ones from before the request is sent, unless that fails. */
  readonly withdraw: (id: number) => Promise<Result<null>>;
}

export function createWithdrawals(send: (id: number) => Promise<Result<null>>): Withdrawals {
  const { get, subscribe, set } = createStore<ReadonlySet<number>>(new Set());
  return {
    ends: createStore<Ended | null>(null),
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
