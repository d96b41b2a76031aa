import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Api, Digit } from "../api/client";
import type { Outbox } from "../api/outbox/outbox";
import { arrivalsQuery } from "../api/queries";
import { labelFromElsewhere } from "./labelFromElsewhere";

const nobody: readonly Digit[] = [];

/** Return everybody's newest digits; they are asked for again whenever their number has changed. */
export function useArrivals(api: Api, outbox: Outbox, n: number, version: number, nNew: number) {
  const { data } = useQuery({
    ...arrivalsQuery(api, n, version, nNew),
    placeholderData: keepPreviousData,
  });
  const digits = data?.results ?? nobody;

  const [sentIds, setSentIds] = useState<ReadonlySet<number>>(new Set());
  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "stored") setSentIds((before) => new Set([...before, settled.added.id]));
      }),
    [outbox],
  );

  // Digits that were there at the first look are no news. React wants state that follows data set while rendering.
  const [firstId, setFirstId] = useState<number | null>(null);
  if (firstId === null && data !== undefined) setFirstId(digits[0]?.id ?? 0);
  return { digits, fromElsewhere: labelFromElsewhere(digits.slice(0, 1), firstId, sentIds) };
}
