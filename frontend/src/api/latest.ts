/**
 * Asks about the newest picture, one question at a time: pictures that come meanwhile replace one another, and an
 * answer to any but the newest is dropped. A question that fails is not asked again: the next picture is.
 */

import type { Result } from "./failure";

export interface Latest<T> {
  /** The answer to the newest picture that was answered; null before, and where there is no picture. */
  readonly get: () => T | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly ask: (image: string | null) => void;
}

export function createLatest<T>(question: (image: string) => Promise<Result<T>>): Latest<T> {
  let answer: T | null = null;
  let newest: string | null = null;
  let isUnderWay = false;
  const listeners = new Set<() => void>();

  function show(next: T | null): void {
    if (next === answer) return;
    answer = next;
    for (const listener of listeners) listener();
  }

  async function askForNewest(): Promise<void> {
    isUnderWay = true;
    for (let asked: string | null = null; asked !== newest && newest !== null;) {
      asked = newest;
      const result = await question(asked);
      if (asked === newest) show(result.ok ? result.value : null);
    }
    isUnderWay = false;
  }

  return {
    get: () => answer,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (image) => {
      newest = image;
      if (image === null) show(null);
      else if (!isUnderWay) void askForNewest();
    },
  };
}
