import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Api, Digit } from "../api/client";
import type { Outbox } from "../api/outbox/outbox";
import { arrivalsQuery } from "../api/queries";
import { labelFromElsewhere } from "./labelFromElsewhere";

export interface ArrivalsState {
  readonly digits: readonly Digit[];
  readonly fromElsewhere: number | null;
}

const nobody: readonly Digit[] = [];

/** The newest digits of everybody, asked for whenever their number has changed. */
export function useArrivals(
  api: Api,
  outbox: Outbox,
  n: number,
  version: number,
  nNew: number,
): ArrivalsState {
  const { data } = useQuery({
    ...arrivalsQuery(api, n, version, nNew),
    placeholderData: keepPreviousData,
  });
  const digits = data?.results ?? nobody;

  const [own, setOwn] = useState<ReadonlySet<number>>(new Set());
  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "stored") setOwn((before) => new Set([...before, settled.added.id]));
      }),
    [outbox],
  );

  // What was there at the first look is the past; set while rendering, as React asks for state that follows data.
  const [first, setFirst] = useState<number | null>(null);
  if (first === null && data !== undefined) setFirst(digits[0]?.id ?? 0);
  return { digits, fromElsewhere: labelFromElsewhere(digits.slice(0, 1), first, own) };
}
