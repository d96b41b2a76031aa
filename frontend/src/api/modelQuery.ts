/** The query for the served model, which is repeated, and for what changed since the page was opened. */

import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client";
import type { Clock } from "./clock";
import { pollInterval_ms, nextWatch, type ModelWatch } from "./modelWatch";
import { unwrap, type ApiError } from "./unwrap";

export const modelKey = ["model"] as const;

export function modelQuery(api: Api, clock: Clock) {
  return queryOptions<ModelWatch, ApiError, ModelWatch, typeof modelKey>({
    queryKey: modelKey,
    queryFn: async ({ client }) => {
      const model = await unwrap(api.servedModel());
      return nextWatch(client.getQueryData<ModelWatch>(modelKey), model, clock.now_ms());
    },
    // TanStack Query pauses while the page is hidden, and asks at once when it is seen again.
    refetchInterval: ({ state }) => pollInterval_ms(state.data, clock.now_ms()),
    refetchOnWindowFocus: "always",
    // The server may be this very computer: a browser that calls itself offline still reaches it.
    networkMode: "always",
    retry: false,
  });
}
