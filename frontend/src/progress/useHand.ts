import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Api } from "../api/client";
import { changesQuery, handKey, handQuery } from "../api/queries";

/** Return how well this person's hand is read, and what the served version reads otherwise than the one before. */
export function useHand(api: Api, version: number | undefined) {
  const queries = useQueryClient();
  const hand = useQuery(handQuery(api)).data ?? null;
  const isKnown = version !== undefined && hand !== null && hand.n_digits > 0;
  const changes = useQuery({ ...changesQuery(api, version ?? 0), enabled: isKnown }).data ?? null;
  const refresh = useCallback(() => {
    void queries.invalidateQueries({ queryKey: handKey });
  }, [queries]);
  return { hand, changes, refresh };
}
