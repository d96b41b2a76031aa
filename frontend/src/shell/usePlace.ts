import { useMemo, useSyncExternalStore } from "react";
import { placeOf, type Place } from "./view";

/** Return what the address names, kept up to date. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => placeOf(hash), [hash]);
}

/** Put a choice made on the page into its address. Back leads to the page before, not to the choice before. */
export function replaceAddress(hash: string): void {
  history.replaceState(history.state, "", hash);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
  };
}
