import { parseInk } from "../../ink";
import { parseJson } from "../../parseJson";
import type { VerifiedDrawing, VerifiedNumber } from "../client";

/** A verified digit that the server has not yet answered for. Its key makes sending it twice harmless. */
export interface WaitingDigit extends VerifiedDrawing {
  readonly verified_at_ms: number;
}

/** Parse a stored digit; undefined for anything else. */
export function parseWaitingDigit(text: string): WaitingDigit | undefined {
  const stored = parseJson(text);
  if (typeof stored !== "object" || stored === null) return undefined;
  if (!("key" in stored && "label" in stored && "verified_at_ms" in stored)) return undefined;
  const { key, label, verified_at_ms } = stored;
  // Earlier releases of the page stored a picture, not strokes, and put it in this object itself instead of under `ink`.
  const ink = parseInk("ink" in stored ? stored.ink : stored);
  if (typeof key !== "string" || ink === undefined) return undefined;
  if (typeof label !== "number" || typeof verified_at_ms !== "number") return undefined;
  const digit = { key, label, ink, verified_at_ms };
  if (!("number" in stored)) return digit;
  const number = parseNumber(stored.number);
  return number === undefined ? undefined : { ...digit, number };
}

function parseNumber(stored: unknown): VerifiedNumber | undefined {
  if (typeof stored !== "object" || stored === null || !("digits" in stored && "split" in stored))
    return undefined;
  const { digits, split } = stored;
  return typeof digits === "string" && (split === null || isSplit(split)) ? { digits, split } : undefined;
}

function isSplit(stored: unknown): stored is number[][] {
  return (
    Array.isArray(stored) && stored.every((digit) => Array.isArray(digit) && digit.every(Number.isInteger))
  );
}
