import { useEffect, useSyncExternalStore } from "react";
import type { Steps } from "../api/client";
import type { Latest } from "../api/latest";
import type { Ink } from "../ink";

/**
 * Return the steps of the server's preprocessing of the drawing; null until they have come. They are asked for once the
 * drawing has been read, because both would share the server's processor and the guess matters more.
 */
export function useSteps(latest: Latest<Steps>, ink: Ink | null, isRead: boolean): Steps | null {
  useEffect(() => {
    if (ink === null || isRead) latest.ask(ink);
  }, [latest, ink, isRead]);
  const steps = useSyncExternalStore(latest.subscribe, latest.get);
  return ink === null ? null : steps;
}
