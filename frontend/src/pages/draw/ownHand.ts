/** What the parts of the drawing page need to know of this person's hand and of the newest runs, as pure functions. */

import type { Hand } from "../../api/client";
import type { Runs } from "../../api/handWatch";
import type { Served } from "../../progress/useServedModel";
import type { OwnMemory } from "../../teaching/notice";

/** Return a text that changes when a version is served or taken back, or a run ends; undefined until all is known. */
export function newsKey(version: number | undefined, runs: Runs | null): string | undefined {
  return version === undefined || runs === null
    ? undefined
    : [version, runs.ended?.version, runs.undone].join();
}

/** Return whether this person's own memory changes guesses. */
export function ownMemory(hand: Hand | null): OwnMemory {
  if (hand === null) return "unknown";
  return hand.memory.speaks ? "speaks" : "silent";
}

/**
 * Await no version where no run waits or is under way: a short run is over before a page asks. Where one does, call none
 * refused: a run that is interrupted, or breaks, waits to be tried again.
 */
export function withRuns(served: Served, runs: Runs | null): Served {
  if (served.state !== "known") return served;
  const { watch } = served;
  const isRefused = runs?.isAnotherUnderWay === false && runs.ended?.status !== "promoted";
  const isKept = watch.news.kind === "kept" && isRefused;
  return {
    ...served,
    watch: watch.news.kind === "kept" && !isKept ? { ...watch, news: { kind: "none" } } : watch,
    isAwaited: served.isAwaited && runs?.isAnotherUnderWay !== false,
  };
}
