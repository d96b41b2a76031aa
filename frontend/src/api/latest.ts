/** Questions about a drawing that changes faster than the server answers: the newest one wins. */

import { createStore, type ReadableStore } from "../createStore";
import type { Ink } from "../ink";
import type { Result } from "./failure";

/**
 * Return a function that asks about a drawing, with one request under way at most. Drawings that come meanwhile
 * replace one another, and only the answer to the newest question reaches `onAnswer`; null asks nothing.
 */
export function createAsker<T>(
  question: (ink: Ink) => Promise<Result<T>>,
  onAnswer: (result: Result<T>, ink: Ink) => void,
): (ink: Ink | null) => void {
  let newest: { readonly ink: Ink | null } = { ink: null };
  let isUnderWay = false;

  async function askUntilNewest(): Promise<void> {
    isUnderWay = true;
    for (let asked: typeof newest | null = null; asked !== newest && newest.ink !== null;) {
      asked = newest;
      const { ink } = newest;
      const result = await question(ink);
      if (asked === newest) onAnswer(result, ink);
    }
    isUnderWay = false;
  }

  return (ink) => {
    newest = { ink }; // a new object, so that a question about the same drawing is new, too
    if (ink !== null && !isUnderWay) void askUntilNewest();
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
