/**
 * A game of sixty seconds: ten digits are asked for, and the score is how many are read at first sight. The server
 * reads each drawing and forgets it; afterwards the person may verify some.
 */

import type { Prediction } from "../../api/client";
import type { Clock } from "../../api/clock";
import type { Result } from "../../api/failure";
import { createStore, type ReadableStore } from "../../createStore";
import { digits } from "../../digits";
import type { Ink } from "../../ink";
import { guessedDigit } from "../../prediction/confidences";

export const length_ms = 60_000;

/** How a drawing was read: not yet, as a digit or as none (null), or not at all, since the server did not answer. */
export type Verdict =
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly digit: number | null }
  | { readonly kind: "unread" };

export interface Answer {
  readonly label: number;
  readonly ink: Ink;
  /** Written by the program, not by the person. */
  readonly isSample: boolean;
  readonly verdict: Verdict;
}

export type Game =
  | { readonly state: "ready" }
  | {
      readonly state: "playing";
      readonly asked: readonly number[];
      readonly answers: readonly Answer[];
      readonly left_ms: number;
    }
  | { readonly state: "over"; readonly answers: readonly Answer[]; readonly time_ms: number };

export interface GameStore extends ReadableStore<Game> {
  readonly begin: () => void;
  /** Takes a drawing for the digit that is asked for now, and asks for the next. */
  readonly answer: (ink: Ink, isSample: boolean) => void;
  /** Forgets the game, also one under way. */
  readonly leave: () => void;
}

interface Parts {
  readonly predict: (ink: Ink) => Promise<Result<Prediction>>;
  readonly clock: Clock;
  readonly random?: () => number;
}

/** How often the time that is left is told. If longer, seconds are skipped. */
const tick_ms = 250;

export function createGame({ predict, clock, random = Math.random }: Parts): GameStore {
  const { get, subscribe, set } = createStore<Game>({ state: "ready" });
  let begun_ms = 0;
  let cancelTick: (() => void) | null = null;
  let round = 0;

  function tick(): void {
    const now = get();
    if (now.state !== "playing") return;
    const left_ms = begun_ms + length_ms - clock.now_ms();
    if (left_ms <= 0) {
      set({ state: "over", answers: now.answers, time_ms: length_ms });
      return;
    }
    set({ ...now, left_ms });
    cancelTick = clock.after(Math.min(tick_ms, left_ms), tick);
  }

  function leave(): void {
    cancelTick?.();
    round += 1;
    set({ state: "ready" });
  }

  async function read(ink: Ink, at: number): Promise<void> {
    const ofRound = round;
    const result = await predict(ink);
    const now = get();
    if (ofRound !== round || now.state === "ready") return;
    const verdict: Verdict = result.ok ? { kind: "read", digit: digitIn(result.value) } : { kind: "unread" };
    set({ ...now, answers: now.answers.map((answer, i) => (i === at ? { ...answer, verdict } : answer)) });
  }

  return {
    get,
    subscribe,
    leave,
    begin: () => {
      leave();
      begun_ms = clock.now_ms();
      set({ state: "playing", asked: shuffled(digits, random), answers: [], left_ms: length_ms });
      cancelTick = clock.after(tick_ms, tick);
    },
    answer: (ink, isSample) => {
      const now = get();
      const label = now.state === "playing" ? now.asked[now.answers.length] : undefined;
      if (now.state !== "playing" || label === undefined) return;
      const answers = [...now.answers, { label, ink, isSample, verdict: { kind: "reading" } as const }];
      if (answers.length < now.asked.length) set({ ...now, answers });
      else {
        cancelTick?.();
        set({ state: "over", answers, time_ms: Math.min(length_ms, clock.now_ms() - begun_ms) });
      }
      void read(ink, answers.length - 1);
    },
  };
}

/** Return the digit that is read; null for none and for several, since one was asked for. */
function digitIn(prediction: Prediction): number | null {
  return prediction.n_seen > 1 ? null : guessedDigit(prediction);
}

function shuffled(values: readonly number[], random: () => number): readonly number[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Return whole seconds, rounded up. */
export const seconds = (time_ms: number) => Math.ceil(time_ms / 1000);

export function isRead({ label, verdict }: Answer): boolean {
  return verdict.kind === "read" && verdict.digit === label;
}
