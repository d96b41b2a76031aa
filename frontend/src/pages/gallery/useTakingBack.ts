import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { digitsKey, handKey, renew } from "../../api/queries";
import type { Ended } from "../../api/withdrawals";
import type { Services } from "../../services";

/** How long a digit can be had back. If longer, it is stored for longer after one has taken it back. */
const undo_ms = 8000;

interface Pending {
  readonly id: number;
  readonly label: number;
}

interface TakingBack {
  /** The digit that is gone from the page and can still be had back. Nothing has been sent yet. */
  readonly pending: Pending | null;
  /** The last answer, also one that came after a visit of the page; null until there is one. */
  readonly ended: Ended | null;
  readonly takeBack: (digit: Pending) => void;
  readonly undo: () => void;
}

/**
 * Take digits back after a while in which one can think better of it; at once when the page is left or out of sight. A
 * phone stops the clock of a page that is out of sight, and ends it without an event.
 */
export function useTakingBack({ withdrawals, clock }: Pick<Services, "withdrawals" | "clock">): TakingBack {
  const queries = useQueryClient();
  const [pending, setPending] = useState<Pending | null>(null);
  const { ends } = withdrawals;
  const ended = useSyncExternalStore(ends.subscribe, ends.get);
  /** Sends the pending one now. */
  const end = useRef<(() => void) | null>(null);
  const cancelling = useRef<() => void>(() => undefined);

  const send = useCallback(
    async ({ id, label }: Pending) => {
      const { ok } = await withdrawals.withdraw(id);
      ends.set({ label, isTakenBack: ok });
      await Promise.all([renew(queries, digitsKey), renew(queries, handKey)]);
    },
    [withdrawals, ends, queries],
  );

  const takeBack = useCallback(
    (digit: Pending) => {
      end.current?.(); // the one before, if any, is sent now
      setPending(digit);
      ends.set(null);
      const finish = () => {
        cancel();
        end.current = null;
        setPending((shown) => (shown?.id === digit.id ? null : shown));
        void send(digit);
      };
      const cancel = clock.after(undo_ms, finish);
      end.current = finish;
      cancelling.current = cancel;
    },
    [clock, ends, send],
  );
  const undo = useCallback(() => {
    cancelling.current();
    end.current = null;
    setPending(null);
  }, []);

  useEffect(() => {
    const leave = () => end.current?.();
    const hide = () => {
      if (document.visibilityState === "hidden") leave();
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hide);
      ends.set(null);
      leave();
    };
  }, [ends]);

  return { pending, ended, takeBack, undo };
}
