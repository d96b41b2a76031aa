import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { askAnewForAnotherHand } from "../../api/queries";
import type { Services } from "../../services";
import { forgetPerson } from "../../storageName";

export interface Forgetting {
  readonly isForgetting: boolean;
  /** Takes back all digits of this person, and forgets what this page keeps of them; returns whether that was done. */
  readonly forget: () => Promise<boolean>;
}

export function useForgetting({ api, outbox, takeBack }: Services): Forgetting {
  const queries = useQueryClient();
  const [isForgetting, setIsForgetting] = useState(false);
  const forget = useCallback(async () => {
    // At once: the pictures leave the page before their digits are taken back.
    flushSync(() => {
      setIsForgetting(true);
    });
    // First: a digit that arrived after the end of its hand would begin it anew.
    await outbox.hold();
    const { ok } = await api.forgetHand();
    if (ok) outbox.dropAll();
    outbox.release();
    if (ok) {
      takeBack.end();
      forgetPerson();
      await askAnewForAnotherHand(queries);
    }
    setIsForgetting(false);
    return ok;
  }, [api, outbox, takeBack, queries]);
  return { isForgetting, forget };
}
