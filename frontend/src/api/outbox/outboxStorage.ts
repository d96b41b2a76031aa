/**
 * The waiting digits in localStorage, where they outlive a reload: each is an entry, so that two tabs never overwrite
 * each other's. Where storage is forbidden or full, digits are kept in memory, and `keep` returns false.
 */

import { storageName } from "../../storageName";
import { parseWaitingDigit, type WaitingDigit } from "./waitingDigit";

export interface OutboxStorage {
  /** False if the digit will not outlive this page. */
  readonly keep: (digit: WaitingDigit) => boolean;
  readonly forget: (key: string) => void;
  /** Whether every waiting digit will outlive this page. */
  readonly areKept: () => boolean;
  /** Every waiting digit of this browser, oldest first. */
  readonly list: () => readonly WaitingDigit[];
  /** Calls back when another tab keeps or forgets a digit; returns a function that ends this. */
  readonly onChangeElsewhere: (listener: () => void) => () => void;
}

/** Return a storage in what `open` returns, which is localStorage and throws where the browser forbids it. */
export function createOutboxStorage(open: () => Storage): OutboxStorage {
  const prefix = storageName("outbox.");
  const inMemory = new Map<string, WaitingDigit>();
  // Keys that storage may fail to remove; without this their digits would be sent for ever.
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
        // The key is in `forgotten`.
      }
    },
    areKept: () => inMemory.size === 0,
    list: () =>
      [...storedDigits(open, prefix), ...inMemory.values()]
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

function storedDigits(open: () => Storage, prefix: string): readonly WaitingDigit[] {
  try {
    const storage = open();
    return Object.keys(storage)
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => parseWaitingDigit(storage.getItem(name) ?? "") ?? []);
  } catch {
    return [];
  }
}
