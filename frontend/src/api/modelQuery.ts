/** What is served, asked again and again: TanStack Query holds it, and what was seen to change. */

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
    // Paused by TanStack Query while the page is hidden, and asked at once when it is seen again.
    refetchInterval: ({ state }) => pollInterval_ms(state.data, clock.now_ms()),
    refetchOnWindowFocus: "always",
    // The server may be this very computer: a browser that calls itself offline still reaches it.
    networkMode: "always",
    retry: false,
  });
}
