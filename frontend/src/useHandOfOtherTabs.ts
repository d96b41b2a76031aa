import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onToldByAnotherTab } from "./api/otherTabs";
import { dropAnswersOfHand } from "./api/queries";
import type { Services } from "./services";

/** Begin anew where another tab has changed the hand: two hands must not be compared, and each takes back its own. */
export function useHandOfOtherTabs({ outbox, takeBack }: Pick<Services, "outbox" | "takeBack">): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      onToldByAnotherTab(() => {
        takeBack.end();
        for (const { digit } of outbox.get().refused) outbox.forgetRefused(digit.key);
        void dropAnswersOfHand(queries);
      }),
    [queries, outbox, takeBack],
  );
}
