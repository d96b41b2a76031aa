/**
 * The outbox: a verified digit is stored before it is sent, and forgotten only when the server has answered
 * for it. It is sent again, with the same key, after every failure that may pass: with back-off, when the
 * connection returns, and when the page is loaded. The server makes one row of one key, so a digit that was
 * stored although its answer was lost, or that two tabs send, is counted once.
 */

import { createStore, type ReadableStore } from "../../createStore";
import type { Ink } from "../../ink";
import { waitBeforeRetry_ms } from "../backoff";
import type { AddedDigit, AddedNumber, VerifiedDrawing, VerifiedNumber } from "../client";
import type { Clock } from "../clock";
import { isForGood, type Failure, type Result } from "../failure";
import { eachAdded } from "./eachAdded";
import type { OutboxStorage } from "./outboxStorage";
import { randomUuid } from "./uuid";
import type { WaitingDigit } from "./waitingDigit";

interface OutboxState {
  readonly nWaiting: number;
  /** False where closing the page would lose one of them. */
  readonly areKept: boolean;
  /** Why the last attempt failed; null while none has. */
  readonly failure: Failure | null;
  /** The refusals, oldest first, that nobody has been told of yet: they may come while no page shows them. */
  readonly refused: readonly Refused[];
}

/**
 * The end of a digit's wait: the server has stored it, or has refused it for good. Of a number, each stored digit is
 * told of, from left to right; a refusal is told of once.
 */
export type Settled =
  | {
      readonly kind: "stored";
      readonly digit: WaitingDigit;
      readonly added: AddedDigit;
      /** All digits that the request stored: one, or those of a number. */
      readonly together: readonly AddedDigit[];
    }
  | {
      readonly kind: "refused";
      readonly digit: WaitingDigit;
      readonly code: string;
      readonly detail: string;
    };

export type Refused = Extract<Settled, { kind: "refused" }>;

export interface Outbox extends ReadableStore<OutboxState> {
  readonly onSettled: (listener: (settled: Settled) => void) => () => void;
  /** Returns the ids of all digits that the server has stored for this page. */
  readonly sentIds: () => ReadonlySet<number>;
  /** Stores the digit and sends it. If `isKept` is false, storage is forbidden or full: closing the page loses it. */
  readonly add: (digit: { label: number; ink: Ink; number?: VerifiedNumber }) => {
    readonly key: string;
    readonly isKept: boolean;
  };
  /** Forgets a refusal that its person has been told of. */
  readonly forgetRefused: (key: string) => void;
  /** Forgets the waiting digits, which are never sent, and the refusals. */
  readonly dropAll: () => void;
  /** Sends nothing more until each hold has its `release`; settles when what is on its way has been answered. */
  readonly hold: () => Promise<void>;
  readonly release: () => void;
  /** Sends the waiting digits at once, without the back-off. */
  readonly sendNow: () => void;
  /** Sends what an earlier page left, and follows the connection and other tabs; returns a function that ends this. */
  readonly start: () => () => void;
}

interface Parts {
  readonly storage: OutboxStorage;
  readonly send: (digit: VerifiedDrawing) => Promise<Result<AddedDigit | AddedNumber>>;
  readonly clock: Clock;
  readonly random?: () => number;
}

/** If smaller, two tabs send the same digit more often; the server counts it once all the same. */
const otherTabGrace_ms = 5000;

export function createOutbox({ storage, send, clock, random = Math.random }: Parts): Outbox {
  const { get, subscribe, set } = createStore<OutboxState>({
    nWaiting: nDigits(storage.list()),
    areKept: storage.areKept(),
    failure: null,
    refused: [],
  });
  let nHolds = 0;
  let isSending = false;
  const isHeld = () => nHolds > 0;
  let sending: Promise<void> = Promise.resolve();
  let nFailures = 0;
  let cancelRetry: (() => void) | null = null;
  const settledListeners = new Set<(settled: Settled) => void>();
  const sentIds = new Set<number>();

  function show(newestFailure: Failure | null): void {
    const nWaiting = nDigits(storage.list());
    const failure = nWaiting === 0 ? null : newestFailure;
    const areKept = storage.areKept();
    const before = get();
    if (nWaiting !== before.nWaiting || areKept !== before.areKept || failure !== before.failure)
      set({ ...before, nWaiting, areKept, failure });
  }

  function settle(digit: WaitingDigit, ends: readonly Settled[]): void {
    storage.forget(digit.key);
    nFailures = 0;
    show(null);
    for (const settled of ends) for (const listener of settledListeners) listener(settled);
  }

  function postpone(failure: Failure): void {
    nFailures += 1;
    show(failure);
    sendAfter(waitBeforeRetry_ms(failure, nFailures, random()));
  }

  function sendAfter(wait_ms: number): void {
    cancelRetry?.();
    cancelRetry = clock.after(wait_ms, sendNow);
  }

  /** Send what another tab keeps, after a while in which that tab can send it: the tab may be closed first. */
  function lookAfterOtherTabs(): void {
    show(get().failure);
    if (get().failure === null && get().nWaiting > 0) sendAfter(otherTabGrace_ms);
  }

  async function sendOldest(digit: WaitingDigit): Promise<"settled" | "postponed"> {
    const result = await send(digit);
    if (result.ok) {
      const together = eachAdded(result.value);
      for (const { id } of together) sentIds.add(id);
      settle(
        digit,
        together.map((added) => ({ kind: "stored", digit, added, together })),
      );
      return "settled";
    }
    const { failure } = result;
    if (failure.kind === "refused" && isForGood(failure)) {
      const refusal: Refused = { kind: "refused", digit, code: failure.code, detail: failure.detail };
      set({ ...get(), refused: [...get().refused, refusal] });
      settle(digit, [refusal]);
      return "settled";
    }
    postpone(failure);
    return "postponed";
  }

  async function sendAll(): Promise<void> {
    if (isSending || isHeld()) return;
    isSending = true;
    cancelRetry?.();
    let outcome: "settled" | "postponed" = "settled";
    for (
      let digit = storage.list()[0];
      digit && outcome === "settled" && !isHeld();
      digit = storage.list()[0]
    ) {
      outcome = await sendOldest(digit);
    }
    isSending = false;
  }

  function sendNow(): void {
    if (!isSending) sending = sendAll();
  }

  return {
    get,
    subscribe,
    onSettled: (listener) => {
      settledListeners.add(listener);
      return () => settledListeners.delete(listener);
    },
    sentIds: () => sentIds,
    add: (digit) => {
      const key = randomUuid();
      const isKept = storage.keep({ ...digit, key, verified_at_ms: clock.now_ms() });
      show(get().failure);
      // After "busy" the next attempt is scheduled already, for the time that the server asked for.
      if (get().failure?.kind !== "busy") sendNow();
      return { key, isKept };
    },
    forgetRefused: (key) => {
      set({ ...get(), refused: get().refused.filter(({ digit }) => digit.key !== key) });
    },
    dropAll: () => {
      set({ ...get(), refused: [] });
      for (const { key } of storage.list()) storage.forget(key);
      cancelRetry?.();
      nFailures = 0;
      show(null);
    },
    hold: async () => {
      nHolds += 1;
      await sending;
    },
    release: () => {
      nHolds -= 1;
      sendNow();
    },
    sendNow,
    start: () => {
      const endWatch = storage.onChangeElsewhere(lookAfterOtherTabs);
      window.addEventListener("online", sendNow);
      sendNow();
      return () => {
        endWatch();
        window.removeEventListener("online", sendNow);
        cancelRetry?.();
      };
    },
  };
}

function nDigits(waiting: readonly WaitingDigit[]): number {
  return waiting.reduce((sum, { number }) => sum + (number?.digits.length ?? 1), 0);
}
