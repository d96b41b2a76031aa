import { useEffect, useSyncExternalStore } from "react";
import type { Steps } from "../api/client";
import type { Latest } from "../api/latest";

/** What the server's preprocessing makes of the picture, step by step; null before it has said so. */
export function useSteps(latest: Latest<Steps>, image: string | null): Steps | null {
  useEffect(() => {
    latest.ask(image);
  }, [latest, image]);
  const steps = useSyncExternalStore(latest.subscribe, latest.get);
  return image === null ? null : steps;
}
