import { useCallback, useEffect, useState } from "react";
import type { Hand } from "../../api/client";
import type { Outbox } from "../../api/outbox/outbox";
import { whatItIs } from "../../teaching/notice";

/** A digit or a number that was verified since the server last told what it wants. */
interface Given {
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
  answeredAt_ms: number,
  outbox: Outbox,
): { wanted: Hand["wanted"]; give: (digits: number | string) => void } {
  const [known, setKnown] = useState(answeredAt_ms);
  const [given, setGiven] = useState<readonly Given[]>([]);
  // State that depends on a property is set during rendering, as React recommends.
  if (known !== answeredAt_ms) {
    setKnown(answeredAt_ms);
    setGiven(given.filter(({ isSettled }) => !isSettled));
  }
  useEffect(
    () =>
      outbox.onSettled(({ digit }) => {
        setGiven(settle(String(whatItIs(digit))));
      }),
    [outbox],
  );
  const give = useCallback((digits: number | string) => {
    setGiven((before) => [...before, { digits: String(digits), isSettled: false }]);
  }, []);
  const wanted = hand?.wanted ?? null;
  const isGiven = wanted !== null && given.some(({ digits }) => digits.includes(String(wanted.digit)));
  return { wanted: isGiven ? null : wanted, give };
}

/** Return a function that marks the oldest of these that waits: the outbox sends them in their order. */
function settle(digits: string): (given: readonly Given[]) => readonly Given[] {
  return (given) => {
    const settled = given.findIndex((one) => one.digits === digits && !one.isSettled);
    return given.map((one, i) => (i === settled ? { ...one, isSettled: true } : one));
  };
}
