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

interface TakingBack {
  /** The digit that is gone from the page and can still be had back. */
  readonly pending: Pending | null;
  readonly takeBack: (digit: Pending) => void;
  readonly undo: () => void;
}

/** Take digits back after a while in which one can think better of it; at once when the page is left. */
export function useTakingBack({ withdrawals, clock }: Pick<Services, "withdrawals" | "clock">): TakingBack {
  const queries = useQueryClient();
  const [pending, setPending] = useState<Pending | null>(null);
  /** Sends the pending one now. */
  const end = useRef<(() => void) | null>(null);
  const cancelling = useRef<() => void>(() => undefined);

  const send = useCallback(
    async (id: number) => {
      await withdrawals.withdraw(id);
      await Promise.all([renew(queries, digitsKey), renew(queries, handKey)]);
    },
    [withdrawals, queries],
  );

  const takeBack = useCallback(
    (digit: Pending) => {
      end.current?.(); // the one before, if any, is sent now
      setPending(digit);
      const finish = () => {
        cancel();
        end.current = null;
        setPending((shown) => (shown?.id === digit.id ? null : shown));
        void send(digit.id);
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

  return { pending, takeBack, undo };
}
