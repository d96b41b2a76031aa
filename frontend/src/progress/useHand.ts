import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type { Api, Hand } from "../api/client";
import type { Runs } from "../api/handWatch";
import { changesKey, changesQuery, handKey, handQuery, renew, runsKey, runsQuery } from "../api/queries";
import type { Served } from "./useServedModel";

/** Return how well this person's hand is read, the news of it, and what the served version changed for it. */
export function useHand(api: Api, served: Served) {
  const queries = useQueryClient();
  const runs = useRuns(api, served);
  const refresh = useCallback(() => {
    void renew(queries, handKey);
  }, [queries]);
  const { data, isError, dataUpdatedAt, errorUpdatedAt } = useQuery(handQuery(api, runs));
  const answeredAt_ms = Math.max(dataUpdatedAt, errorUpdatedAt);
  const ended = runs?.ended?.version;
  const isAnotherUnderWay = runs?.isAnotherUnderWay;
  const undone = runs?.undone;
  useEffect(() => {
    if (ended !== undefined) refresh();
  }, [refresh, ended, isAnotherUnderWay, undone]);

  const hand = data?.hand ?? null;
  // The same answer stays the same object, so another one means that digits came, went, or are read otherwise.
  const handBefore = useRef<Hand | null>(null);
  useEffect(() => {
    if (handBefore.current !== null && handBefore.current !== hand) void renew(queries, changesKey);
    handBefore.current = hand;
  }, [queries, hand]);

  const version = served.state === "known" ? served.watch.model.version : null;
  const isKnown = version !== null && hand !== null && hand.n_digits > 0;
  const changes = useQuery({ ...changesQuery(api, version ?? 0), enabled: isKnown }).data ?? null;
  return {
    hand,
    news: data?.news ?? null,
    runs,
    changes,
    isError,
    answeredAt_ms,
    toldAt_ms: dataUpdatedAt,
    refresh,
  };
}

/** Return the newest runs, asked for again when a ten is full, a run begins or ends, is paused or goes on, or another version is served. */
function useRuns(api: Api, served: Served): Runs | null {
  const queries = useQueryClient();
  const watch = served.state === "known" ? served.watch : null;
  const era =
    watch &&
    [watch.model.version, watch.model.is_training, watch.model.is_pinned, watch.awaited_until_ms].join();
  const { data } = useQuery(runsQuery(api, watch?.model.is_pinned));
  useEffect(() => {
    if (era !== null) void renew(queries, runsKey);
  }, [queries, era]);
  return data ?? null;
}
