import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Api, Experiment, Tried } from "../../api/client";
import { ApiError, unwrapped } from "../../api/unwrapped";

export interface Tries {
  readonly tried: Tried | null;
  readonly failure: ApiError | null;
}

/** What the steps have done in the server's private copy. The same experiment has the same answer: it is asked once. */
export function useSandbox(api: Api, experiment: Experiment | null): Tries {
  const { data, error } = useQuery({
    queryKey: ["sandbox", experiment],
    queryFn: () => (experiment === null ? null : unwrapped(api.tryLearning(experiment))),
    enabled: experiment !== null,
    staleTime: Infinity,
    networkMode: "always",
    retry: false,
    placeholderData: keepPreviousData,
  });
  return {
    tried: experiment === null ? null : (data ?? null),
    failure: error instanceof ApiError ? error : null,
  };
}
