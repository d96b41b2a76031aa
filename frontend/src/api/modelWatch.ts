/** What changes from one answer of GET /api/model to the next: pure. */

import type { ServedModel } from "./client";

/** What changed while the page was open. */
export type ModelNews =
  | { readonly kind: "none" }
  /** Another version reads from now on. */
  | { readonly kind: "promoted" }
  /** A training ended, and the version before it goes on reading. */
  | { readonly kind: "kept" };

export interface ModelWatch {
  readonly model: ServedModel;
  readonly news: ModelNews;
  /** Until when a new version is looked for, because ten digits came together; null when none is due. */
  readonly awaited_until_ms: number | null;
}

/** How long a version is expected after ten digits came together; longer, and a page whose worker is down says so longer. */
const awaited_ms = 60_000;

/** The watch after another answer. */
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

/** Longer, and the other pages learn later of a digit or a version; the page says this interval while the server is away. */
export const pollIdle_ms = 1000;
/** Longer, and the page shows later that the network learns, and that it has learned. */
const pollBusy_ms = 500;

export function pollInterval_ms(watch: ModelWatch | undefined, now_ms: number): number {
  const isBusy = watch !== undefined && (watch.model.is_training || isAwaited(watch, now_ms));
  return isBusy ? pollBusy_ms : pollIdle_ms;
}
