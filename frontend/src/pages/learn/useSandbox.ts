import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Api, Experiment } from "../../api/client";
import { ApiError, unwrap } from "../../api/unwrap";

/**
 * Return what the steps did in the server's private copy of the served version. It is fetched once for each experiment
 * and version.
 */
export function useSandbox(api: Api, experiment: Experiment | null, version: number | undefined) {
  const { data, error } = useQuery({
    queryKey: ["sandbox", experiment, version],
    queryFn: () => (experiment === null ? null : unwrap(api.tryLearning(experiment))),
    enabled: experiment !== null,
    staleTime: Infinity,
    networkMode: "always",
    retry: false,
    placeholderData: keepPreviousData,
  });
  return {
    result: experiment === null ? null : (data ?? null),
    failure: error instanceof ApiError ? error.failure : null,
  };
}
