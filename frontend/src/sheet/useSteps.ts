import { useEffect, useSyncExternalStore } from "react";
import type { Steps } from "../api/client";
import type { Latest } from "../api/latest";

/**
 * What the server's preprocessing makes of the picture, step by step; null before it has said so. It is asked once the
 * picture has been read: the guess is what one waits for, and the two would share the server's processor.
 */
export function useSteps(latest: Latest<Steps>, image: string | null, isRead: boolean): Steps | null {
  useEffect(() => {
    if (image === null || isRead) latest.ask(image);
  }, [latest, image, isRead]);
  const steps = useSyncExternalStore(latest.subscribe, latest.get);
  return image === null ? null : steps;
}
