/** Questions about a drawing that changes faster than the server answers: the newest one wins. */

import { createStore, type ReadableStore } from "../createStore";
import type { Ink } from "../ink";
import type { Result } from "./failure";

/**
 * Questions under way. With one, the drawing that is finished would wait for the answer to an unfinished one; with more,
 * a slow server would be asked faster than it answers.
 */
const nUnderWayAtMost = 2;

/**
 * Return a function that asks about a drawing, with two requests under way at most. Drawings that come meanwhile
 * replace one another, and only the answer to the newest question reaches `onAnswer`; null asks nothing.
 */
export function createAsker<T>(
  question: (ink: Ink) => Promise<Result<T>>,
  onAnswer: (result: Result<T>, ink: Ink) => void,
): (ink: Ink | null) => void {
  let newest: { readonly ink: Ink | null } = { ink: null };
  let asked = newest;
  let nUnderWay = 0;

  async function askNewest(): Promise<void> {
    if (newest === asked || newest.ink === null || nUnderWay === nUnderWayAtMost) return;
    const own = newest;
    asked = own;
    nUnderWay += 1;
    const result = await question(newest.ink);
    nUnderWay -= 1;
    if (own === newest) onAnswer(result, newest.ink);
    void askNewest();
  }

  return (ink) => {
    newest = { ink }; // a new object, so that a question about the same drawing is new, too
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
