/** Changes from an answer of GET /api/model to the next, as pure functions. */

import type { ServedModel } from "./client";

/** A change while the page was open. */
export type ModelNews =
  | { readonly kind: "none" }
  /** A later version is served from now on; or an earlier one again, because the administrator went back to it. */
  | { readonly kind: "promoted" | "earlier"; readonly version: number; readonly since_ms: number }
  /** People were read worse: version `undone`, served until then, was taken back, and an older one is served again. */
  | {
      readonly kind: "returned";
      readonly version: number;
      readonly undone: number;
      readonly since_ms: number;
    }
  /** A training ended, and the version before is still served. It was not taken, or it will be tried again. */
  | { readonly kind: "kept" };

export interface ModelWatch {
  readonly model: ServedModel;
  readonly news: ModelNews;
  /** Whether the newest training ended with the version kept; told as soon as a promotion has been told long enough. */
  readonly isKept: boolean;
  /** The time until which a new version is expected, because a ten is full; null if none is. */
  readonly awaited_until_ms: number | null;
}

/** The page expects a new version for this time. If larger, it waits longer in vain where no worker runs. */
const awaited_ms = 60_000;

/**
 * News of a version stays for this time, even if the next training begins or another version takes over: where versions
 * follow each other, the page would flicker, and screen readers read each change. If larger, news comes later then.
 */
const newsKept_ms = 5000;

/** Return the watch after another answer. */
export function nextWatch(previous: ModelWatch | undefined, model: ServedModel, now_ms: number): ModelWatch {
  if (previous === undefined) return { model, news: { kind: "none" }, isKept: false, awaited_until_ms: null };
  const before = previous.model;
  const hasEnded = before.is_training && !model.is_training;
  const isKept = (hasEnded || previous.isKept) && !model.is_training && model.version === before.version;
  const news = nextNews({ ...previous, isKept }, model, now_ms);
  if (model.version !== before.version || hasEnded) return { model, news, isKept, awaited_until_ms: null };
  // One less may be a digit taken back. Nine or ten digits between two answers fill a ten and lower the count by one or
  // by nothing: that ten is missed here, but `is_training` soon shows it.
  const tenCameTogether = model.new_digits < before.new_digits - 1;
  const awaited_until_ms = tenCameTogether ? now_ms + awaited_ms : previous.awaited_until_ms;
  return { model, news, isKept, awaited_until_ms: model.is_pinned ? null : awaited_until_ms };
}

function nextNews(
  { model: before, news, isKept }: ModelWatch,
  model: ServedModel,
  now_ms: number,
): ModelNews {
  const isOfVersion = news.kind !== "none" && news.kind !== "kept";
  const told = isOfVersion ? news.version : before.version;
  // That an earlier version reads is told at once: until then the page would go on saying that a later one does.
  const isTrue = news.kind === "earlier" ? model.version === told : model.version >= told;
  if (isOfVersion && now_ms - news.since_ms < newsKept_ms && isTrue) return news;
  if (model.version !== told) {
    const { version, undone } = model;
    if (undone !== null) return { kind: "returned", version, undone, since_ms: now_ms };
    // Nothing is promoted while an administrator's choice is pinned: that one is served again, whatever its number.
    return { kind: version > told && !model.is_pinned ? "promoted" : "earlier", version, since_ms: now_ms };
  }
  if (isKept) return { kind: "kept" };
  return model.is_training ? { kind: "none" } : news;
}

/** Return how far the training under way is, 0–1; null where none is. A run that a pin interrupts comes to nothing. */
export function progressOf({ is_training, is_pinned, progress }: ServedModel): number | null {
  return is_training && !is_pinned ? (progress ?? 0) : null;
}

export function isAwaited({ awaited_until_ms }: ModelWatch, now_ms: number): boolean {
  return awaited_until_ms !== null && now_ms < awaited_until_ms;
}

/**
 * If larger, a page shows others' digits and versions later. The page names this interval if the server has not
 * answered yet.
 */
export const pollIdle_ms = 1000;
/** If larger, the page shows later that the network learns, and that it has learned. */
const pollBusy_ms = 500;

export function pollInterval_ms(watch: ModelWatch | undefined, now_ms: number): number {
  const isBusy = watch !== undefined && (progressOf(watch.model) !== null || isAwaited(watch, now_ms));
  return isBusy ? pollBusy_ms : pollIdle_ms;
}
