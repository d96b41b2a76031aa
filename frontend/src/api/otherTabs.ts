/** One tab tells the others that this browser draws for another hand from now on. */

import { storageName } from "../storageName";
import { randomUuid } from "./outbox/uuid";

const name = "hand changed";

export function tellOtherTabs(): void {
  try {
    localStorage.setItem(storageName(name), randomUuid()); // another value each time: only then are tabs told
  } catch {
    // Where storage is forbidden, other tabs follow when they are loaded again.
  }
}

/** Call back when another tab tells; return a function that ends this. */
export function onToldByAnotherTab(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === storageName(name)) listener();
  };
  window.addEventListener("storage", onStorage);
  return () => {
    window.removeEventListener("storage", onStorage);
  };
}
