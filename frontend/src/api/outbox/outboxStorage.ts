/**
 * Where waiting digits outlive a reload: one entry of localStorage each, so that two tabs never overwrite
 * each other's. A browser may forbid storage, or be full: then digits are kept in memory, and `keep` says so.
 */

import { parseWaitingDigit, type WaitingDigit } from "./waitingDigit";

export interface OutboxStorage {
  /** False if the digit will not outlive this page. */
  readonly keep: (digit: WaitingDigit) => boolean;
  readonly forget: (key: string) => void;
  /** Every waiting digit of this browser, oldest first. */
  readonly list: () => readonly WaitingDigit[];
  /** Calls back when another tab keeps or forgets one; returns what ends that. */
  readonly onChangeElsewhere: (listener: () => void) => () => void;
}

const prefix = "ductus.outbox.";

/** `open` hands out localStorage; it throws where the browser forbids it. */
export function createOutboxStorage(open: () => Storage): OutboxStorage {
  const inMemory = new Map<string, WaitingDigit>();
  // What storage would not let go of; without this it would be sent for ever.
  const forgotten = new Set<string>();
  return {
    keep: (digit) => {
      try {
        open().setItem(prefix + digit.key, JSON.stringify(digit));
        return true;
      } catch {
        inMemory.set(digit.key, digit);
        return false;
      }
    },
    forget: (key) => {
      inMemory.delete(key);
      forgotten.add(key);
      try {
        open().removeItem(prefix + key);
      } catch {
        // Forbidden storage holds nothing of ours that matters: the key is in `forgotten`.
      }
    },
    list: () =>
      [...storedDigits(open), ...inMemory.values()]
        .filter(({ key }) => !forgotten.has(key))
        .sort((a, b) => a.verified_at_ms - b.verified_at_ms),
    onChangeElsewhere: (listener) => {
      const onStorage = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(prefix)) listener();
      };
      window.addEventListener("storage", onStorage);
      return () => {
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}

function storedDigits(open: () => Storage): readonly WaitingDigit[] {
  try {
    const storage = open();
    return Object.keys(storage)
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => parseWaitingDigit(storage.getItem(name) ?? "") ?? []);
  } catch {
    return [];
  }
}
