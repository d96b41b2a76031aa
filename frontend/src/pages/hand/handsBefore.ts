/** The keys of hands that drew on this device before, in localStorage: a tablet is handed on, and comes back. */

import { parseJson } from "../../parseJson";
import { storageName } from "../../storageName";

export interface HandBefore {
  readonly key: string;
  readonly nDigits: number;
  /** When the device was handed on. */
  readonly at_ms: number;
}

const name = "hands";
/** Hands that are kept, the newest first. If larger, the list grows long on a tablet of many lessons. */
const most = 30;

export function handsBefore(): readonly HandBefore[] {
  try {
    const kept = parseJson(localStorage.getItem(storageName(name)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isHand) : [];
  } catch {
    return []; // storage is forbidden
  }
}

/** Keep a hand; a hand of the same key that was kept before goes. Return false where the browser keeps nothing. */
export function keepHand(hand: HandBefore): boolean {
  return save([hand, ...handsBefore().filter(({ key }) => key !== hand.key)]);
}

/** Drop the oldest hands of a long list. It is done once a change of hands is sure: this may be the last key of one. */
export function dropOldestHands(): void {
  const hands = handsBefore();
  if (hands.length > most) save(hands.slice(0, most));
}

export function dropHand(key: string): void {
  save(handsBefore().filter((hand) => hand.key !== key));
}

function save(hands: readonly HandBefore[]): boolean {
  try {
    localStorage.setItem(storageName(name), JSON.stringify(hands));
    return true;
  } catch {
    return false; // storage is forbidden or full: a hand is found again by the key that was copied, or not at all
  }
}

function isHand(value: unknown): value is HandBefore {
  if (typeof value !== "object" || value === null) return false;
  return (
    "key" in value &&
    typeof value.key === "string" &&
    "nDigits" in value &&
    typeof value.nDigits === "number" &&
    "at_ms" in value &&
    typeof value.at_ms === "number"
  );
}
