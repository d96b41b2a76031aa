import { useQuery } from "@tanstack/react-query";
import type { Api } from "../api/client";
import type { Clock } from "../api/clock";
import { modelQuery } from "../api/modelQuery";
import { isAwaited, type ModelWatch } from "../api/modelWatch";

export type Served =
  | { readonly state: "loading" }
  | { readonly state: "away" }
  | {
      readonly state: "known";
      readonly watch: ModelWatch;
      /** A new version is expected any moment. */
      readonly isAwaited: boolean;
      /** The newest request was not answered. */
      readonly isStale: boolean;
    };

/** Return the served version, kept up to date. */
export function useServedModel(api: Api, clock: Clock): Served {
  const { data, isError } = useQuery(modelQuery(api, clock));
  if (data === undefined) return { state: isError ? "away" : "loading" };
  return { state: "known", watch: data, isAwaited: isAwaited(data, clock.now_ms()), isStale: isError };
}
