import { useCallback, useEffect, useState } from "react";
import type { Hand } from "../../api/client";
import type { Outbox } from "../../api/outbox/outbox";

/** A digit or a number that was verified since the server last told what it wants. */
interface Given {
  readonly key: string;
  readonly digits: string;
  /** The server has stored or refused it: its next answer takes it into account. */
  readonly isSettled: boolean;
}

/**
 * Return the digit that the server asks for, and a function to call with what was verified. No digit is asked for that
 * was just given, until the server has told anew; another one that it asks for stays.
 */
export function useWanted(
  hand: Hand | null,
  toldAt_ms: number,
  outbox: Outbox,
): { wanted: Hand["wanted"]; give: (digits: number | string, key: string) => void } {
  const [known, setKnown] = useState(toldAt_ms);
  const [given, setGiven] = useState<readonly Given[]>([]);
  // State that depends on a property is set during rendering, as React recommends.
  if (known !== toldAt_ms) {
    setKnown(toldAt_ms);
    // Another tab may have sent what this one gave: then nothing waits, and nobody tells this tab.
    setGiven(outbox.get().nWaiting === 0 ? [] : given.filter(({ isSettled }) => !isSettled));
  }
  useEffect(
    () =>
      outbox.onSettled(({ digit: { key } }) => {
        setGiven((before) => before.map((one) => (one.key === key ? { ...one, isSettled: true } : one)));
      }),
    [outbox],
  );
  const give = useCallback((digits: number | string, key: string) => {
    setGiven((before) => [...before, { key, digits: String(digits), isSettled: false }]);
  }, []);
  const wanted = hand?.wanted ?? null;
  const isGiven = wanted !== null && given.some(({ digits }) => digits.includes(String(wanted.digit)));
  return { wanted: isGiven ? null : wanted, give };
}
