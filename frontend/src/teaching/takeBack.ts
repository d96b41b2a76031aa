/**
 * For a few seconds, and until the next digit is begun, the one that was verified last can be taken back: it returns to
 * the sheet and trains nothing.
 */

import type { Clock } from "../api/clock";
import type { Result } from "../api/failure";
import { createStore, type ReadableStore } from "../createStore";
import { blankSheet, isBlank, type Sheet } from "../strokes/drawing";
import type { DrawingStore } from "../strokes/drawingStore";

export type TakingBack =
  | { readonly state: "none" }
  | (Offered & { readonly state: "offered" })
  | { readonly state: "taking" | "failed"; readonly label: Label }
  | { readonly state: "taken"; readonly label: Label; readonly isOnSheet: boolean };

/** What was verified: a digit, or the digits of a number. */
type Label = number | string;

interface Offered {
  /** The digit's id, or the id of each digit of a number. */
  readonly ids: readonly number[];
  readonly label: Label;
  readonly key: string;
}

export interface TakeBack extends ReadableStore<TakingBack> {
  /** Remembers the sheet of the digit with this key in the outbox, so that `take` can restore it. */
  readonly remember: (key: string, sheet: Sheet) => void;
  readonly offer: (digit: Offered) => void;
  readonly take: () => Promise<void>;
  /** Returns the remembered sheet of a digit; undefined where it is forgotten. */
  readonly sheetOf: (key: string) => Sheet | undefined;
  /** Ends the offer, and forgets the remembered sheets. */
  readonly end: () => void;
}

interface Parts {
  readonly withdraw: (id: number) => Promise<Result<null>>;
  readonly drawing: DrawingStore;
  readonly clock: Clock;
}

/** If longer, the offer still stands when nobody thinks of that digit any more. */
const offered_ms = 12_000;
/** The newest sheets that are remembered: an earlier one is not restored. */
const nRemembered = 10;

export function createTakeBack({ withdraw, drawing, clock }: Parts): TakeBack {
  const { get, subscribe, set } = createStore<TakingBack>({ state: "none" });
  let sheets: readonly (readonly [key: string, sheet: Sheet])[] = [];
  let cancelEnd: (() => void) | null = null;

  function showForAWhile(next: TakingBack): void {
    set(next);
    cancelEnd?.();
    cancelEnd = clock.after(offered_ms, () => {
      set({ state: "none" });
    });
  }

  // A stroke of the next digit means that the last one was meant.
  let hadInk = false;
  drawing.subscribe(() => {
    const hasInk = !isBlank(drawing.get()) || drawing.get().active !== null;
    if (hasInk && !hadInk && get().state === "offered") end();
    hadInk = hasInk;
  });

  function end(): void {
    cancelEnd?.();
    set({ state: "none" });
  }

  function sheetOf(key: string): Sheet | undefined {
    return sheets.find(([remembered]) => remembered === key)?.[1];
  }

  function layOut(key: string): boolean {
    const sheet = sheetOf(key) ?? blankSheet;
    const { active } = drawing.get();
    if (isBlank(sheet) || active !== null || !isBlank(drawing.get())) return false;
    drawing.dispatch({ type: "replaced", sheet });
    return true;
  }

  return {
    get,
    subscribe,
    remember: (key, sheet) => {
      sheets = [...sheets.slice(1 - nRemembered), [key, sheet]];
    },
    sheetOf,
    offer: (offered) => {
      showForAWhile({ state: "offered", ...offered });
    },
    take: async () => {
      const now = get();
      if (now.state !== "offered") return;
      const { ids, label, key } = now;
      cancelEnd?.();
      set({ state: "taking", label });
      const results = await Promise.all(ids.map(withdraw));
      if (results.every(({ ok }) => ok)) showForAWhile({ state: "taken", label, isOnSheet: layOut(key) });
      else showForAWhile({ state: "failed", label });
    },
    end: () => {
      sheets = [];
      end();
    },
  };
}
