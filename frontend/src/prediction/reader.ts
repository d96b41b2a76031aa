/** Reads the newest drawing, and tries again after failures that may pass. */

import { waitBeforeRetry_ms } from "../api/backoff";
import type { Prediction } from "../api/client";
import type { Clock } from "../api/clock";
import type { Failure, Result } from "../api/failure";
import { createAsker } from "../api/latest";
import { createStore, type ReadableStore } from "../createStore";
import type { Ink } from "../ink";

export type Reading =
  | { readonly state: "blank" }
  /** `answer` is the guess before the newest stroke, shown meanwhile so that the page does not flicker. */
  | { readonly state: "reading"; readonly answer: Prediction | null }
  | { readonly state: "read"; readonly answer: Prediction; readonly ink: Ink }
  /** `answer` is an earlier guess of this very drawing; null where there is none. */
  | {
      readonly state: "failed";
      readonly answer: Prediction | null;
      readonly failure: Failure;
      readonly ink: Ink;
    };

export interface Reader extends ReadableStore<Reading> {
  /** Reads this drawing; null stands for a blank sheet. While the pen is down, one request at a time is under way. */
  readonly read: (ink: Ink | null, isPenDown?: boolean) => void;
  /** Reads the same drawing again, for another version or after the connection returned. */
  readonly readAgain: () => void;
}

interface Parts {
  readonly predict: (ink: Ink) => Promise<Result<Prediction>>;
  readonly clock: Clock;
  readonly random?: () => number;
}

export const blankReading: Reading = { state: "blank" };

export function createReader({ predict, clock, random = Math.random }: Parts): Reader {
  const { get, subscribe, set } = createStore(blankReading);
  const ask = createAsker(predict, take);
  let newest: Ink | null = null;
  let answered: { readonly answer: Prediction; readonly ink: Ink } | null = null;
  let wasPenDown = false;
  let nFailures = 0;
  let cancelRetry: (() => void) | null = null;
  // The server asked to wait; strokes drawn meanwhile are read when the wait is over.
  let pause: { readonly failure: Failure; readonly until_ms: number } | null = null;

  function answerSoFar(): Prediction | null {
    const reading = get();
    return reading.state === "blank" ? null : reading.answer;
  }

  function fail(failure: Failure, ink: Ink): void {
    // No other answer may be on its way, and the guess of an older drawing would seem to be of this one.
    set({ state: "failed", answer: answered?.ink === ink ? answered.answer : null, failure, ink });
  }

  function read(ink: Ink | null, isPenDown = false): void {
    if (ink !== newest) nFailures = 0; // the wait grows only while the same drawing is tried again
    newest = ink;
    wasPenDown = isPenDown;
    if (ink === null) {
      ask(null);
      set(blankReading);
    } else if (pause !== null && clock.now_ms() < pause.until_ms) {
      fail(pause.failure, ink);
    } else {
      set({ state: "reading", answer: answerSoFar() });
      cancelRetry?.();
      ask(ink, isPenDown);
    }
  }

  function take(result: Result<Prediction>, ink: Ink): void {
    if (result.ok) {
      nFailures = 0;
      answered = { answer: result.value, ink };
      set({ state: "read", ...answered });
      return;
    }
    const { failure } = result;
    fail(failure, ink);
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
    if (newest !== null) read(newest, wasPenDown);
  }

  return { get, subscribe, read, readAgain };
}
