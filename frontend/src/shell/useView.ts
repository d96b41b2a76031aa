import { useSyncExternalStore } from "react";
import { viewOf, type View } from "./view";

export function useView(): View {
  return useSyncExternalStore(subscribe, () => viewOf(location.hash));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
  };
}
