/** What the answers of GET /api/model, one after another, say about the network: pure. */

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

const patience_ms = 60_000;

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
    awaited_until_ms: tenCameTogether ? now_ms + patience_ms : previous.awaited_until_ms,
  };
}

export function isAwaited({ awaited_until_ms }: ModelWatch, now_ms: number): boolean {
  return awaited_until_ms !== null && now_ms < awaited_until_ms;
}

export function pollInterval_ms(watch: ModelWatch | undefined, now_ms: number): number {
  // What one page teaches is seen in every other within two seconds.
  if (watch === undefined) return 1000;
  return watch.model.is_training || isAwaited(watch, now_ms) ? 500 : 1000;
}
