import { useEffect, useSyncExternalStore } from "react";
import type { Steps } from "../api/client";
import type { Latest } from "../api/latest";

/**
 * Return the steps of the server's preprocessing of the picture; null until they have come. They are asked for once the
 * picture has been read, because both would share the server's processor and the guess matters more.
 */
export function useSteps(latest: Latest<Steps>, image: string | null, isRead: boolean): Steps | null {
  useEffect(() => {
    if (image === null || isRead) latest.ask(image);
  }, [latest, image, isRead]);
  const steps = useSyncExternalStore(latest.subscribe, latest.get);
  return image === null ? null : steps;
}
