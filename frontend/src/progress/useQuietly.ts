import { useEffect, useRef, useState } from "react";
import type { Clock } from "../api/clock";

/**
 * Return the value, updated at most once in `pause_ms`: it is read aloud whenever it changes.
 *
 * @param isUntrue whether what was said has become untrue: then the value is said at once
 */
export function useQuietly<T>(
  value: T,
  pause_ms: number,
  clock: Clock,
  isUntrue: (said: T) => boolean = () => false,
): T {
  const [said, setSaid] = useState(value);
  const saidAt_ms = useRef(-Infinity);
  const isUrgent = isUntrue(said);
  useEffect(() => {
    if (value === said) return undefined;
    const wait_ms = isUrgent ? 0 : Math.max(0, saidAt_ms.current + pause_ms - clock.now_ms());
    return clock.after(wait_ms, () => {
      saidAt_ms.current = clock.now_ms();
      setSaid(value);
    });
  }, [value, said, isUrgent, pause_ms, clock]);
  return said;
}
