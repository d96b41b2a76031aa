/**
 * Reads the newest drawing: at most one request is under way; drawings that come meanwhile replace one
 * another, and an answer to any but the newest is dropped by its number. What may pass is tried again.
 */

import { waitBeforeRetry_ms } from "../api/backoff";
import type { Prediction } from "../api/client";
import type { Clock } from "../api/clock";
import type { Failure, Result } from "../api/failure";

export type Reading =
  | { readonly state: "blank" }
  /** `answer` is what was read of the drawing before its newest stroke, so that the page need not flicker. */
  | { readonly state: "reading"; readonly answer: Prediction | null }
  | { readonly state: "read"; readonly answer: Prediction; readonly image: string }
  | { readonly state: "failed"; readonly answer: Prediction | null; readonly failure: Failure };

export interface Reader {
  readonly get: () => Reading;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads this picture from now on; null where nothing is drawn. */
  readonly read: (image: string | null) => void;
  /** Reads the same picture again, because another version reads now, or the connection is back. */
  readonly readAgain: () => void;
}

interface Parts {
  readonly predict: (image: string) => Promise<Result<Prediction>>;
  readonly clock: Clock;
  readonly random?: () => number;
}

export function createReader({ predict, clock, random = Math.random }: Parts): Reader {
  let reading: Reading = { state: "blank" };
  let newest: { readonly number: number; readonly image: string | null } = { number: 0, image: null };
  let isUnderWay = false;
  let nFailures = 0;
  let cancelRetry: (() => void) | null = null;
  // What the server asked to wait for; strokes drawn meanwhile are read when it is over.
  let pause: { readonly failure: Failure; readonly until_ms: number } | null = null;
  const listeners = new Set<() => void>();

  function show(next: Reading): void {
    reading = next;
    for (const listener of listeners) listener();
  }

  function answerSoFar(): Prediction | null {
    return reading.state === "blank" ? null : reading.answer;
  }

  function read(image: string | null): void {
    if (image !== newest.image) nFailures = 0; // only asking again for the same drawing waits longer each time
    newest = { number: newest.number + 1, image };
    if (image === null) {
      if (reading.state !== "blank") show({ state: "blank" });
    } else if (pause !== null && clock.now_ms() < pause.until_ms) {
      show({ state: "failed", answer: answerSoFar(), failure: pause.failure });
    } else {
      show({ state: "reading", answer: answerSoFar() });
      if (!isUnderWay) void askForNewest();
    }
  }

  async function askForNewest(): Promise<void> {
    isUnderWay = true;
    cancelRetry?.();
    for (let asked = -1; asked !== newest.number && newest.image !== null;) {
      asked = newest.number;
      const { image } = newest;
      const result = await predict(image);
      if (asked === newest.number) take(result, image);
    }
    isUnderWay = false;
  }

  function take(result: Result<Prediction>, image: string): void {
    if (result.ok) {
      nFailures = 0;
      show({ state: "read", answer: result.value, image });
      return;
    }
    const { failure } = result;
    show({ state: "failed", answer: answerSoFar(), failure });
    if (failure.kind === "refused") return;
    nFailures += 1;
    const wait_ms = waitBeforeRetry_ms(failure, nFailures, random());
    pause = failure.kind === "busy" ? { failure, until_ms: clock.now_ms() + wait_ms } : null;
    cancelRetry?.();
    cancelRetry = clock.after(wait_ms, () => {
      pause = null;
      readAgain();
    });
  }

  function readAgain(): void {
    if (newest.image !== null) read(newest.image);
  }

  return {
    get: () => reading,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    readAgain,
  };
}
