import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { HandKey } from "../../api/client";
import type { Failure, Result } from "../../api/failure";
import { askAnewForAnotherHand } from "../../api/queries";
import { refusalText } from "../../refusalText";
import type { Services } from "../../services";
import { texts } from "../../texts";
import { dropHand, handsBefore, keepHand, type HandBefore } from "./handsBefore";

/** Why the hand was not changed: digits wait to be sent, or the server did not do it. */
export type Unchanged = { readonly kind: "waiting" } | Failure;

export interface ChangingHands {
  /** The hands that drew in this browser before, the newest first. */
  readonly hands: readonly HandBefore[];
  /** Begins a new hand; returns why it did not, or null. */
  readonly leave: () => Promise<Unchanged | null>;
  /** Draws for the hand of a key from now on; returns why it does not, or null. */
  readonly takeUp: (key: string) => Promise<Unchanged | null>;
}

/** Change the hand for which this browser draws. The key of the hand before stays here, if it has digits. */
export function useChangingHands({ api, outbox, takeBack, clock }: Services): ChangingHands {
  const queries = useQueryClient();
  const [hands, setHands] = useState(handsBefore);
  const last = useRef<Promise<Unchanged | null>>(Promise.resolve(null));

  /** Change hands once the change before has ended: the outbox is held until then, and each press gets its own answer. */
  function change(to: () => Promise<Result<HandKey | null>>): Promise<Unchanged | null> {
    last.current = last.current.catch(() => null).then(() => changeNow(to));
    return last.current;
  }

  async function changeNow(to: () => Promise<Result<HandKey | null>>): Promise<Unchanged | null> {
    await outbox.hold();
    const unchanged = await tryTo(to);
    outbox.release();
    if (unchanged !== null) return unchanged;
    takeBack.end();
    // What was refused is of the hand before.
    for (const { digit } of outbox.get().refused) outbox.forgetRefused(digit.key);
    setHands(handsBefore());
    await askAnewForAnotherHand(queries);
    return null;
  }

  async function tryTo(to: () => Promise<Result<HandKey | null>>): Promise<Unchanged | null> {
    // What waits belongs to the hand that drew it, and would come as the next one's.
    if (outbox.get().nWaiting > 0) return { kind: "waiting" };
    const before = await api.hand();
    if (!before.ok) return before.failure;
    const { n_digits: nDigits } = before.value;
    const own = nDigits > 0 ? await api.handKey() : null;
    if (own?.ok === false) return own.failure;
    const after = await to();
    if (!after.ok) return after.failure;
    if (own !== null) keepHand({ key: own.value.key, nDigits, at_ms: clock.now_ms() });
    if (after.value !== null) dropHand(after.value.key);
    return null;
  }

  return {
    hands,
    leave: () => change(api.leaveHand),
    takeUp: (key) => change(() => api.carryHand(key)),
  };
}

export function unchangedText(unchanged: Unchanged): string {
  if (unchanged.kind === "waiting") return texts.handOn.waiting;
  return unchanged.kind === "refused" ? refusalText(unchanged) : texts.handOn.failed;
}
