import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { askAnewForAnotherHand } from "../../api/queries";
import type { Services } from "../../services";

export interface Forgetting {
  readonly state: "idle" | "forgetting" | "forgotten" | "failed";
  /** Takes back all digits of this person, and forgets what this page keeps of them. */
  readonly forget: () => Promise<void>;
}

export function useForgetting({ api, outbox, takeBack }: Services): Forgetting {
  const queries = useQueryClient();
  const [state, setState] = useState<Forgetting["state"]>("idle");
  const forget = useCallback(async () => {
    // At once: the pictures leave the page before their digits are taken back.
    flushSync(() => {
      setState("forgetting");
    });
    // First: a digit that arrived after the end of its hand would begin it anew.
    await outbox.hold();
    const result = await api.forgetHand();
    if (!result.ok) {
      outbox.release();
      setState("failed");
      return;
    }
    outbox.dropAll();
    outbox.release();
    takeBack.end();
    await askAnewForAnotherHand(queries);
    setState("forgotten");
  }, [api, outbox, takeBack, queries]);
  return { state, forget };
}
