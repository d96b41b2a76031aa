import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Api, Units } from "../../api/client";
import { unitsQuery, versionsQuery, weightsQuery } from "../../api/queries";
import { ApiError } from "../../api/unwrap";
import {
  decodeFloats,
  difference,
  fullScale,
  networkOf,
  side,
  weightsTo,
  type Network,
} from "../../network/network";
import type { UnitPicture } from "./UnitGrid";

/** What the pictures of the units show. */
export type Look = "patterns" | "weights" | { readonly since: number };

export type Networks =
  | { readonly state: "loading" | "away" | "gone" }
  | {
      readonly state: "known";
      readonly network: Network;
      /** Null while they are on the way. */
      readonly pictures: readonly UnitPicture[] | null;
      /** What lights each unit most. */
      readonly lights: Units["units"] | null;
    };

/** Return the network of the served version, and its units seen in one of three ways. */
export function useNetworks(api: Api, version: number | undefined, look: Look): Networks {
  const since = typeof look === "object" ? look.since : null;
  const now = useQuery({ ...weightsQuery(api, version ?? 0), enabled: version !== undefined });
  const before = useQuery({ ...weightsQuery(api, since ?? 0), enabled: since !== null });
  const units = useQuery({ ...unitsQuery(api, version ?? 0), enabled: version !== undefined }).data;
  const network = useMemo(() => (now.data === undefined ? null : networkOf(now.data)), [now.data]);
  const earlier = useMemo(() => (before.data === undefined ? null : networkOf(before.data)), [before.data]);
  const pictures = useMemo(() => {
    if (network === null) return null;
    if (look === "weights") return picturesOf(network);
    if (look === "patterns") return units === undefined ? null : patternsOf(units);
    return earlier === null ? null : picturesOf(difference(network, earlier));
  }, [network, earlier, units, look]);
  if (since !== null && isRefused(before.error)) return { state: "gone" };
  if (network === null) return { state: now.isError ? "away" : "loading" };
  return { state: "known", network, pictures, lights: units?.units ?? null };
}

/** Return whether the server answered that it has no such weights; where it did not answer, they are asked for again. */
function isRefused(error: Error | null): boolean {
  return error instanceof ApiError && error.failure.kind === "refused";
}

/** Return every unit's weights on the same scale, so that units can be compared. */
function picturesOf(network: Network): readonly UnitPicture[] {
  const scale = fullScale(network.hidden);
  return Array.from({ length: network.nHidden }, (_, unit) => ({ values: weightsTo(network, unit), scale }));
}

function patternsOf({ patterns }: Units): readonly UnitPicture[] {
  const all = decodeFloats(patterns);
  const scale = fullScale(all);
  const size = side * side;
  return Array.from({ length: all.length / size }, (_, unit) => ({
    values: all.subarray(unit * size, (unit + 1) * size),
    scale,
  }));
}

/** Return the other versions that have been served. */
export function useServedVersions(api: Api, version: number | undefined): readonly number[] {
  const { data } = useInfiniteQuery(versionsQuery(api));
  const versions = data?.pages.flatMap(({ results }) => results) ?? [];
  return versions
    .filter((candidate) => candidate.served_since !== null && candidate.version !== version)
    .map((candidate) => candidate.version);
}
