import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Api, Digit } from "../api/client";
import type { Outbox } from "../api/outbox/outbox";
import { arrivalsKey, arrivalsQuery, renew } from "../api/queries";
import { afterLook, nothingYet, type Elsewhere } from "./fromElsewhere";

const nobody: readonly Digit[] = [];

export interface Arrived {
  readonly digits: readonly Digit[];
  /** Whether the server has answered, or the request has failed. */
  readonly isKnown: boolean;
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
  const { data, isError } = useQuery(arrivalsQuery(api, n));
  useEffect(() => {
    if (version !== undefined) void renew(queries, arrivalsKey);
  }, [queries, version, nNew]);

  const sentIds = useRef<ReadonlySet<number>>(new Set());
  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "stored") sentIds.current = new Set([...sentIds.current, settled.added.id]);
      }),
    [outbox],
  );

  const [elsewhere, setElsewhere] = useState(nothingYet);
  const results = data?.results;
  useEffect(() => {
    if (results !== undefined) setElsewhere((before) => afterLook(before, results, sentIds.current));
  }, [results]);
  return { digits: results ?? nobody, isKnown: data !== undefined || isError, elsewhere };
}
