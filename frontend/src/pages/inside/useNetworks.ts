import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Api } from "../../api/client";
import { versionsQuery, weightsQuery } from "../../api/queries";
import { difference, fullScale, networkOf, weightsTo, type Network } from "./network";
import type { Unit } from "./Units";

export interface Shown {
  readonly network: Network;
  readonly units: readonly Unit[];
}

export type Networks =
  { readonly state: "loading" | "away" | "gone" } | { readonly state: "known"; readonly shown: Shown };

/** Return the weights of the served version, or how they differ from those of version `since`. */
export function useNetworks(api: Api, version: number | undefined, since: number | null): Networks {
  const now = useQuery({ ...weightsQuery(api, version ?? 0), enabled: version !== undefined });
  const before = useQuery({ ...weightsQuery(api, since ?? 0), enabled: since !== null });
  const shown = useMemo(() => {
    if (now.data === undefined) return null;
    const network = networkOf(now.data);
    if (since === null) return { network, units: unitsOf(network) };
    if (before.data === undefined) return null;
    return { network, units: unitsOf(difference(network, networkOf(before.data))) };
  }, [now.data, before.data, since]);
  if (shown !== null) return { state: "known", shown };
  if (since !== null && before.isError) return { state: "gone" };
  return { state: now.isError ? "away" : "loading" };
}

/** Return every unit's weights on the same scale, so that units can be compared. */
function unitsOf(network: Network): readonly Unit[] {
  const scale = fullScale(network.hidden);
  return Array.from({ length: network.nHidden }, (_, unit) => ({ values: weightsTo(network, unit), scale }));
}

/** Return the versions that were served before. */
export function useServedVersions(api: Api, version: number | undefined): readonly number[] {
  const { data } = useInfiniteQuery(versionsQuery(api));
  const versions = data?.pages.flatMap(({ results }) => results) ?? [];
  return versions
    .filter((candidate) => candidate.served_since !== null && candidate.version !== version)
    .map((candidate) => candidate.version);
}
