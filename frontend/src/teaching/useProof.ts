import { useEffect, useState } from "react";
import type { Api } from "../api/client";
import type { Outbox, Settled } from "../api/outbox/outbox";

/** A corrected drawing that is now read as the digit its person meant. */
export interface Proof {
  readonly id: number;
  readonly label: number;
  /** The guess before. */
  readonly before: number;
}

/**
 * Return the digit settled last if it was a correction and if the same drawing, sent to be read again, is now read as
 * its label; null until then, and otherwise.
 */
export function useProof(predict: Api["predict"], outbox: Outbox): Proof | null {
  const [proof, setProof] = useState<Proof | null>(null);
  useEffect(() => {
    let newest: string | null = null;
    const unsubscribe = outbox.onSettled((settled) => {
      newest = settled.digit.key;
      setProof(null);
      const candidate = candidateOf(settled);
      if (candidate === null) return;
      void predict(settled.digit.ink).then((result) => {
        const isRead = result.ok && result.value.digit === candidate.label;
        if (isRead && newest === settled.digit.key) setProof(candidate);
      });
    });
    return () => {
      newest = null;
      unsubscribe();
    };
  }, [predict, outbox]);
  return proof;
}

function candidateOf(settled: Settled): Proof | null {
  if (settled.kind !== "stored" || settled.digit.number !== undefined) return null;
  const { id, label, guess } = settled.added;
  return guess === null || guess === label ? null : { id, label, before: guess };
}
