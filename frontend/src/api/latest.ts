/** Questions about a picture that changes faster than the server answers: the newest one wins. */

import { createStore, type ReadableStore } from "../createStore";
import type { Result } from "./failure";

/**
 * Return a function that asks about a picture, with one request under way at most. Pictures that come meanwhile
 * replace one another, and only the answer to the newest question reaches `onAnswer`; null asks nothing.
 */
export function createAsker<T>(
  question: (image: string) => Promise<Result<T>>,
  onAnswer: (result: Result<T>, image: string) => void,
): (image: string | null) => void {
  let newest: { readonly image: string | null } = { image: null };
  let isUnderWay = false;

  async function askUntilNewest(): Promise<void> {
    isUnderWay = true;
    for (let asked: typeof newest | null = null; asked !== newest && newest.image !== null;) {
      asked = newest;
      const { image } = newest;
      const result = await question(image);
      if (asked === newest) onAnswer(result, image);
    }
    isUnderWay = false;
  }

  return (image) => {
    newest = { image }; // a new object, so that a question about the same picture is new, too
    if (image !== null && !isUnderWay) void askUntilNewest();
  };
}

export interface Latest<T> extends ReadableStore<T | null> {
  readonly ask: (image: string | null) => void;
}

/** Return a store of the newest answer. A question that fails is not asked again. */
export function createLatest<T>(question: (image: string) => Promise<Result<T>>): Latest<T> {
  const { get, subscribe, set } = createStore<T | null>(null);
  const ask = createAsker(question, (result) => {
    set(result.ok ? result.value : null);
  });
  return {
    get,
    subscribe,
    ask: (image) => {
      ask(image);
      if (image === null) set(null);
    },
  };
}
