/** Questions about a drawing that changes faster than the server answers: the newest one wins. */

import { createStore, type ReadableStore } from "../createStore";
import type { Ink } from "../ink";
import type { Result } from "./failure";

/** Questions under way while the pen is down. If larger, a slow server is asked faster than it answers. */
const nUnfinishedAtMost = 1;
/** Questions under way with a finished drawing. If only 1, it waits for the answer to the unfinished one before it. */
const nUnderWayAtMost = 2;

/**
 * Return a function that asks about a drawing. An unfinished drawing waits until no request is under way; a finished
 * one may overlap with one request. Drawings that come meanwhile replace one another, and only the answer to the newest
 * question reaches `onAnswer`; null asks nothing.
 */
export function createAsker<T>(
  question: (ink: Ink) => Promise<Result<T>>,
  onAnswer: (result: Result<T>, ink: Ink) => void,
): (ink: Ink | null, isUnfinished?: boolean) => void {
  let newest: { readonly ink: Ink | null; readonly nAtMost: number } = { ink: null, nAtMost: 0 };
  let asked = newest;
  let nUnderWay = 0;

  async function askNewest(): Promise<void> {
    if (newest === asked || newest.ink === null || nUnderWay >= newest.nAtMost) return;
    const own = newest;
    asked = own;
    nUnderWay += 1;
    const result = await question(newest.ink);
    nUnderWay -= 1;
    if (own === newest) onAnswer(result, newest.ink);
    void askNewest();
  }

  return (ink, isUnfinished = false) => {
    const nAtMost = isUnfinished ? nUnfinishedAtMost : nUnderWayAtMost;
    newest = { ink, nAtMost }; // a new object, so that a question about the same drawing is new, too
    void askNewest();
  };
}

export interface Latest<T> extends ReadableStore<T | null> {
  readonly ask: (ink: Ink | null) => void;
}

/** Return a store of the newest answer. A question that fails is not asked again. */
export function createLatest<T>(question: (ink: Ink) => Promise<Result<T>>): Latest<T> {
  const { get, subscribe, set } = createStore<T | null>(null);
  const ask = createAsker(question, (result) => {
    set(result.ok ? result.value : null);
  });
  return {
    get,
    subscribe,
    ask: (ink) => {
      ask(ink);
      if (ink === null) set(null);
    },
  };
}
