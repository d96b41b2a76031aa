import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Api, Digit } from "../api/client";
import type { Outbox } from "../api/outbox/outbox";
import { arrivalsKey, arrivalsQuery, renew } from "../api/queries";
import { afterLook, nothingYet, type Elsewhere } from "./fromElsewhere";

const nobody: readonly Digit[] = [];

export interface Arrived {
  /** Null until the server has told of them. */
  readonly digits: readonly Digit[] | null;
  readonly hasFailed: boolean;
  readonly elsewhere: Elsewhere;
}

/**
 * Return everybody's newest digits; they are asked for again when the number of new ones or the version changes.
 *
 * The number of new ones begins anew with every ten: if answers were kept by it, an old one would be shown again.
 */
export function useArrivals(
  api: Api,
  outbox: Outbox,
  n: number,
  version: number | undefined,
  nNew: number,
): Arrived {
  const queries = useQueryClient();
  const { data, isError, isFetchedAfterMount } = useQuery(arrivalsQuery(api, n));
  useEffect(() => {
    if (version !== undefined) void renew(queries, arrivalsKey);
  }, [queries, version, nNew]);

  const results = data?.results ?? nobody;
  const [looked, setLooked] = useState({ at: nobody, elsewhere: nothingYet });
  // A digit that waits may be stored already, its answer lost or on its way: one's own must not be taken for another's.
  const isWaiting = useSyncExternalStore(outbox.subscribe, () => outbox.get().nWaiting > 0);
  // The list of an earlier visit would make news of all that came since then. State that depends on an answer is set
  // during rendering, as React recommends.
  if (isFetchedAfterMount && data !== undefined && !isWaiting && looked.at !== results)
    setLooked({ at: results, elsewhere: afterLook(looked.elsewhere, results, outbox.sentIds()) });
  return { digits: data?.results ?? null, hasFailed: isError, elsewhere: looked.elsewhere };
}
