/** The queries whose answers the pages keep. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { nextCursor, type Api, type DigitFilter } from "./client";
import { unwrap } from "./unwrap";

// The server may be this very computer: a browser that calls itself offline still reaches it.
const shared = { networkMode: "always", retry: 1 } as const;

/** For answers about a version, which never changes. */
const forever = { ...shared, staleTime: Infinity } as const;

export function weightsQuery(api: Api, version: number) {
  return queryOptions({
    ...forever,
    queryKey: ["weights", version],
    queryFn: () => unwrap(api.weights(version)),
  });
}

export function changesQuery(api: Api, version: number) {
  return queryOptions({
    ...forever,
    queryKey: ["changes", version],
    queryFn: () => unwrap(api.changes(version)),
  });
}

export function confusionQuery(api: Api, version: number) {
  return queryOptions({
    ...shared,
    queryKey: ["confusion", version],
    queryFn: () => unwrap(api.confusion(version)),
  });
}

export const handKey = ["hand"] as const;

export function handQuery(api: Api) {
  return queryOptions({ ...shared, queryKey: handKey, queryFn: () => unwrap(api.hand()) });
}

/** Everybody's newest digits. Another number of new ones, or another version, makes another query. */
export function arrivalsQuery(api: Api, n: number, version: number, nNew: number) {
  return queryOptions({
    ...shared,
    queryKey: ["arrivals", version, nNew],
    queryFn: () => unwrap(api.digits({ label: null, mine: false, misread: false }, n, null)),
  });
}

export const digitsKey = ["digits"] as const;

export function digitsQuery(api: Api, filter: DigitFilter) {
  return infiniteQueryOptions({
    ...shared,
    queryKey: [...digitsKey, filter],
    initialPageParam: firstPage(),
    queryFn: ({ pageParam }) => unwrap(api.digits(filter, 60, pageParam)),
    getNextPageParam: nextCursor,
  });
}

export function versionsQuery(api: Api) {
  return infiniteQueryOptions({
    ...shared,
    queryKey: ["versions"],
    initialPageParam: firstPage(),
    queryFn: ({ pageParam }) => unwrap(api.versions(100, pageParam)),
    getNextPageParam: nextCursor,
  });
}

function firstPage(): number | null {
  return null;
}
