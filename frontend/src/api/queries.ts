/** The queries whose answers the pages keep. */

import {
  infiniteQueryOptions,
  queryOptions,
  type InfiniteData,
  type QueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import { nextCursor, type Api, type DigitFilter, type Version } from "./client";
import { hasEnded, nextHandWatch, runsOf, type HandWatch, type Runs } from "./handWatch";
import { modelKey } from "./modelQuery";
import { tellOtherTabs } from "./otherTabs";
import type { components } from "./schema";
import { ApiError, unwrap } from "./unwrap";

// The server may be this very computer: a browser that calls itself offline still reaches it.
const shared = { networkMode: "always", retry: 1 } as const;

/** For answers that are asked for once. */
const forever = { ...shared, staleTime: Infinity } as const;

/** If longer, a page stays empty for longer once the server answers again. */
const pollAway_ms = 3000;

/** Return the wait before asking again after a failure; false after a refusal, which would be repeated. */
export function untilAnswered({ state: { error } }: { state: { error: Error | null } }): number | false {
  return error instanceof ApiError && !isRefused(error) ? pollAway_ms : false;
}

export function isRefused(error: Error | null): boolean {
  return error instanceof ApiError && error.failure.kind === "refused";
}

/**
 * Ask again for answers that a change has made old.
 *
 * An answer that is under way may be from before the change. Where it is the first, invalidating alone would keep it.
 */
export async function renew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}

export function weightsQuery(api: Api, version: number) {
  return queryOptions({
    ...forever,
    refetchInterval: untilAnswered,
    queryKey: ["weights", version],
    queryFn: () => unwrap(api.weights(version)),
  });
}

/** What the hidden units look for. Its drawings may be taken back, so it is asked for at each visit. */
export function unitsQuery(api: Api, version: number) {
  return queryOptions({
    ...shared,
    refetchInterval: untilAnswered,
    queryKey: ["units", version],
    queryFn: () => unwrap(api.units(version)),
  });
}

/** Made-up digits that every version knows. */
export function knownDigitsQuery(api: Api) {
  return queryOptions({
    ...forever,
    refetchInterval: untilAnswered,
    queryKey: ["known digits"],
    queryFn: () => unwrap(api.knownDigits()),
  });
}

export function digitQuery(api: Api, id: number) {
  return queryOptions({
    ...shared,
    refetchInterval: untilAnswered,
    queryKey: ["digit", id],
    queryFn: () => unwrap(api.digit(id)),
  });
}

/** What the pen did for a digit, which never changes. */
export function strokesQuery(api: Api, id: number) {
  return queryOptions({
    ...forever,
    queryKey: ["strokes", id],
    queryFn: () => unwrap(api.digitStrokes(id)),
  });
}

export const changesKey = ["changes"] as const;

/** What a version changed for this person's digits. `useHand` asks for it again when they change. */
export function changesQuery(api: Api, version: number) {
  return queryOptions({
    ...shared,
    queryKey: [...changesKey, version],
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

/** How this person's hand is read, with its newest `HandNews`. */
export function handQuery(api: Api, runs: Runs | null) {
  return queryOptions<HandWatch, ApiError, HandWatch, typeof handKey>({
    ...shared,
    queryKey: handKey,
    queryFn: async ({ client }) => {
      const hand = await unwrap(api.hand());
      return nextHandWatch(client.getQueryData<HandWatch>(handKey), hand, runs);
    },
  });
}

/** If larger, the page says later how a run ended. */
const pollRuns_ms = 1000;

export const runsKey = ["runs"] as const;

/** The newest trainings of the network. While they are paused, none that waits begins. */
export function runsQuery(api: Api, isPaused = false) {
  return queryOptions({
    ...shared,
    queryKey: runsKey,
    queryFn: async () => runsOf(await newestTrainings(api)),
    refetchInterval: ({ state }) =>
      state.data?.isAnotherUnderWay === true && !isPaused ? pollRuns_ms : false,
  });
}

/** Return the newest three trainings; where all of them are under way, also those before, as far as one that has ended. */
async function newestTrainings(api: Api): Promise<readonly Version[]> {
  const newest = await unwrap(api.versions(3, null));
  const trainings = [...newest.results];
  let cursor = nextCursor(newest);
  while (cursor !== null && !trainings.some(hasEnded)) {
    const older = await unwrap(api.versions(20, cursor));
    const end = older.results.findIndex(hasEnded);
    trainings.push(...older.results.slice(0, end === -1 ? undefined : end + 1));
    cursor = nextCursor(older);
  }
  return trainings;
}

/** Begin anew after this browser's hand has changed, here and in its other tabs. */
export async function askAnewForAnotherHand(queries: QueryClient): Promise<void> {
  tellOtherTabs();
  await dropAnswersOfHand(queries);
}

/** Drop every answer but the one of the served version: each may depend on whose cookie this browser has. */
export async function dropAnswersOfHand(queries: QueryClient): Promise<void> {
  await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== modelKey[0] });
}

export const arrivalsKey = ["arrivals"] as const;

/** Everybody's newest digits. */
export function arrivalsQuery(api: Api, n: number) {
  return queryOptions({
    ...shared,
    queryKey: arrivalsKey,
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

/** One version, which may be older than all that are listed. */
export function versionQuery(api: Api, version: number) {
  return queryOptions({
    ...shared,
    queryKey: ["version", version],
    queryFn: () => unwrap(api.version(version)),
  });
}

/**
 * Ask for the newest versions again, and leave the pages with older ones as they are. Otherwise all of them would be
 * asked for again with each version, though the statuses of old ones do not change.
 */
export async function refreshVersions(client: QueryClient, api: Api): Promise<void> {
  const newest = await unwrap(api.versions(100, null));
  client.setQueryData(versionsQuery(api).queryKey, (known) => known && withNewest(known, newest));
}

type VersionPage = components["schemas"]["VersionPage"];
type Versions = InfiniteData<VersionPage>;

/** Return the known pages with the newest versions in front; only the newest where versions between are missing. */
export function withNewest(known: Versions, newest: VersionPage): Versions {
  const [first, ...others] = known.pages;
  const oldest = newest.results.at(-1)?.version ?? 0;
  if (first === undefined || (first.results[0]?.version ?? 0) < oldest)
    return { pages: [newest], pageParams: [firstPage()] };
  const older = first.results.filter(({ version }) => version < oldest);
  return { ...known, pages: [{ ...first, results: [...newest.results, ...older] }, ...others] };
}

function firstPage(): number | null {
  return null;
}

/** If larger, the line of the cost grows more rarely while the network is trained. */
const pollTraining_ms = 200;

/** The training of a version, asked for again until it has ended, unless all trainings are paused. */
export function trainingQuery(api: Api, version: number, isPaused: boolean) {
  return queryOptions({
    ...shared,
    queryKey: ["training", version],
    queryFn: () => unwrap(api.training(version)),
    refetchInterval: (query) => {
      const { data, error } = query.state;
      if (isPaused || (data !== undefined && hasEnded(data))) return false;
      return error === null ? pollTraining_ms : untilAnswered(query);
    },
  });
}
