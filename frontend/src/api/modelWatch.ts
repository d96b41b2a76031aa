/** What changes from one answer of GET /api/model to the next: pure. */

import type { ServedModel } from "./client";

/** What changed while the page was open. */
export type ModelNews =
  | { readonly kind: "none" }
  /** Another version is served from now on. */
  | { readonly kind: "promoted" }
  /** A training ended, and the version before is still served. */
  | { readonly kind: "kept" };

export interface ModelWatch {
  readonly model: ServedModel;
  readonly news: ModelNews;
  /** A new version is expected until then, because ten digits came together; null when none is expected. */
  readonly awaited_until_ms: number | null;
}

/** If no worker runs, the page promises a version for this long; shorter, and a slow worker is given up. */
const awaited_ms = 60_000;

/** Return the watch after another answer. */
export function nextWatch(previous: ModelWatch | undefined, model: ServedModel, now_ms: number): ModelWatch {
  if (previous === undefined) return { model, news: { kind: "none" }, awaited_until_ms: null };
  const before = previous.model;
  if (model.version !== before.version) return { model, news: { kind: "promoted" }, awaited_until_ms: null };
  if (before.is_training && !model.is_training)
    return { model, news: { kind: "kept" }, awaited_until_ms: null };
  const tenCameTogether = model.new_digits < before.new_digits;
  return {
    model,
    news: model.is_training ? { kind: "none" } : previous.news,
    awaited_until_ms: tenCameTogether ? now_ms + awaited_ms : previous.awaited_until_ms,
  };
}

export function isAwaited({ awaited_until_ms }: ModelWatch, now_ms: number): boolean {
  return awaited_until_ms !== null && now_ms < awaited_until_ms;
}

/** Longer, and a page shows others' digits and versions later. It names this interval while the server is away. */
export const pollIdle_ms = 1000;
/** Longer, and the page shows later that the network learns, and that it has learned. */
const pollBusy_ms = 500;

export function pollInterval_ms(watch: ModelWatch | undefined, now_ms: number): number {
  const isBusy = watch !== undefined && (watch.model.is_training || isAwaited(watch, now_ms));
  return isBusy ? pollBusy_ms : pollIdle_ms;
}
