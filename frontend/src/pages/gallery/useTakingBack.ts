import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { digitsKey, handKey, renew } from "../../api/queries";
import type { Services } from "../../services";

/** How long a digit can be had back. If longer, it is stored for longer after one has taken it back. */
const undo_ms = 8000;

interface Pending {
  readonly id: number;
  readonly label: number;
}

/** How taking a digit back ended. */
export interface Ended {
  readonly label: number;
  readonly isTakenBack: boolean;
}

interface TakingBack {
  /** The digit that is gone from the page and can still be had back. Nothing has been sent yet. */
  readonly pending: Pending | null;
  /** The last answer, until the next digit is taken back; null before the first. */
  readonly ended: Ended | null;
  readonly takeBack: (digit: Pending) => void;
  readonly undo: () => void;
}

/** Take digits back after a while in which one can think better of it; at once when the page is left. */
export function useTakingBack({ withdrawals, clock }: Pick<Services, "withdrawals" | "clock">): TakingBack {
  const queries = useQueryClient();
  const [pending, setPending] = useState<Pending | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  /** Sends the pending one now. */
  const end = useRef<(() => void) | null>(null);
  const cancelling = useRef<() => void>(() => undefined);

  const send = useCallback(
    async ({ id, label }: Pending) => {
      const { ok } = await withdrawals.withdraw(id);
      setEnded({ label, isTakenBack: ok });
      await Promise.all([renew(queries, digitsKey), renew(queries, handKey)]);
    },
    [withdrawals, queries],
  );

  const takeBack = useCallback(
    (digit: Pending) => {
      end.current?.(); // the one before, if any, is sent now
      setPending(digit);
      setEnded(null);
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
    [clock, send],
  );
  const undo = useCallback(() => {
    cancelling.current();
    end.current = null;
    setPending(null);
  }, []);

  useEffect(() => {
    const leave = () => end.current?.();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  return { pending, ended, takeBack, undo };
}
