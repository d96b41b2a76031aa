import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Experiment } from "../../api/client";
import type { Clock } from "../../api/clock";
import { ApiError, unwrap } from "../../api/unwrap";
import type { Services } from "../../services";

/** An experiment that has been left unchanged for so long is tried. If shorter, a slider asks at more positions. */
const rest_ms = 150;

/** The length of steps that are not taken, which the server wants to know all the same. */
const anyRate = 0.1;

/**
 * Return what the steps did in the server's private copy of the served version. It is fetched once for each experiment
 * and version.
 */
export function useSandbox(
  { api, clock }: Pick<Services, "api" | "clock">,
  experiment: Experiment | null,
  version: number | undefined,
) {
  const asked =
    experiment?.steps === 0 ? { ...experiment, learning_rate: anyRate, rehearse: false } : experiment;
  const { data, error } = useQuery({
    queryKey: ["sandbox", asked, version],
    // Reading the signal lets an experiment be dropped while it rests, once it has been changed.
    queryFn: async ({ signal }) => {
      await resting(clock, signal);
      return asked === null ? null : unwrap(api.tryLearning(asked));
    },
    enabled: asked !== null,
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

/** Wait for a moment; for ever where the signal comes first. */
function resting(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", clock.after(rest_ms, resolve));
  });
}
