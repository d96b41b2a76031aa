import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { HandKey } from "../../api/client";
import { isForGood, type Failure, type Result } from "../../api/failure";
import { askAnewForAnotherHand } from "../../api/queries";
import { refusalText } from "../../refusalText";
import type { Services } from "../../services";
import { forgetPerson } from "../../storageName";
import { texts } from "../../texts";
import { dropHand, dropOldestHands, handsBefore, keepHand, type HandBefore } from "./handsBefore";

/** Why the hand was not changed: digits wait to be sent, its key would be lost, or the server did not do it. */
export type Unchanged = { readonly kind: "waiting" | "unkept" } | Failure;

export interface ChangingHands {
  /** The hands that drew in this browser before, the newest first. */
  readonly hands: readonly HandBefore[];
  /** A change is under way: it is not settled yet whose hand draws. */
  readonly isChanging: boolean;
  /** Begins a new hand; returns why it did not, or null. A key that cannot be kept is lost only if it may be. */
  readonly leave: (mayLoseKey: boolean) => Promise<Unchanged | null>;
  /** Draws for the hand of a key from now on; returns why it does not, or null. A key that opens none is dropped. */
  readonly takeUp: (key: string) => Promise<Unchanged | null>;
}

type Change = () => Promise<Result<HandKey | null>>;

/** Change the hand for which this browser draws. The key of the hand before stays here. */
export function useChangingHands({ api, outbox, takeBack, clock }: Services): ChangingHands {
  const queries = useQueryClient();
  const [hands, setHands] = useState(handsBefore);
  const [nUnderWay, setNUnderWay] = useState(0);
  const last = useRef<Promise<Unchanged | null>>(Promise.resolve(null));

  /** Change hands once the change before has ended: the outbox is held until then, and each press gets its own answer. */
  function change(to: Change, mayLoseKey: boolean): Promise<Unchanged | null> {
    setNUnderWay((n) => n + 1);
    const changed = last.current
      .catch(() => null)
      .then(() => changeNow(to, mayLoseKey))
      .finally(() => {
        setNUnderWay((n) => n - 1);
      });
    last.current = changed;
    return changed;
  }

  async function changeNow(to: Change, mayLoseKey: boolean): Promise<Unchanged | null> {
    await outbox.hold();
    const unchanged = await tryTo(to, mayLoseKey);
    outbox.release();
    if (unchanged !== null) return unchanged;
    takeBack.end();
    forgetPerson();
    // What was refused is of the hand before.
    for (const { digit } of outbox.get().refused) outbox.forgetRefused(digit.key);
    setHands(handsBefore());
    await askAnewForAnotherHand(queries);
    return null;
  }

  async function tryTo(to: Change, mayLoseKey: boolean): Promise<Unchanged | null> {
    // What waits belongs to the hand that drew it, and would come as the next one's.
    if (outbox.get().nWaiting > 0) return { kind: "waiting" };
    const before = await api.hand();
    if (!before.ok) return before.failure;
    const { n_digits: nDigits, is_kept: isHand } = before.value;
    const own = isHand ? await api.handKey() : null;
    if (own?.ok === false) return own.failure;
    // First: after the change this browser has the key nowhere else, and its tab may be closed at any moment.
    const isKept = own === null || keepHand({ key: own.value.key, nDigits, at_ms: clock.now_ms() });
    if (!isKept && !mayLoseKey) return { kind: "unkept" };
    const after = await to();
    if (!after.ok) {
      // Where no answer came, the hand may have been changed all the same.
      if (own !== null && after.failure.kind !== "away") dropHand(own.value.key);
      return after.failure;
    }
    if (after.value !== null) dropHand(after.value.key);
    dropOldestHands();
    return null;
  }

  async function takeUp(key: string): Promise<Unchanged | null> {
    const unchanged = await change(() => api.carryHand(key), true);
    if (unchanged === null || !isFinal(unchanged)) return unchanged;
    dropHand(key);
    setHands(handsBefore());
    return unchanged;
  }

  async function leaveHand(): Promise<Result<null>> {
    const left = await api.leaveHand();
    // A press before, or another tab, has left the hand already.
    return !left.ok && isFinal(left.failure) ? { ok: true, value: null } : left;
  }

  return { hands, isChanging: nUnderWay > 0, leave: (mayLoseKey) => change(leaveHand, mayLoseKey), takeUp };
}

/** Return whether the server knows no such hand. */
export function isFinal(unchanged: Unchanged): boolean {
  return unchanged.kind === "refused" && isForGood(unchanged);
}

export function unchangedText(unchanged: Unchanged): string {
  if (unchanged.kind === "waiting" || unchanged.kind === "unkept") return texts.handOn[unchanged.kind];
  return unchanged.kind === "refused" ? refusalText(unchanged) : texts.handOn.failed;
}
