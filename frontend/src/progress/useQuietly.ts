import { useEffect, useRef, useState } from "react";
import type { Clock } from "../api/clock";

/** Return the value, updated at most once in `pause_ms`: it is read aloud whenever it changes. */
export function useQuietly<T>(value: T, pause_ms: number, clock: Clock): T {
  const [said, setSaid] = useState(value);
  const saidAt_ms = useRef(-Infinity);
  useEffect(() => {
    if (value === said) return undefined;
    return clock.after(Math.max(0, saidAt_ms.current + pause_ms - clock.now_ms()), () => {
      saidAt_ms.current = clock.now_ms();
      setSaid(value);
    });
  }, [value, said, pause_ms, clock]);
  return said;
}
