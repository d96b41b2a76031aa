import { lazy, Suspense, useSyncExternalStore } from "react";
import { App } from "./App";
import type { Services } from "./services";
import { wallHash } from "./shell/view";

const WallView = lazy(() => import("./pages/class/WallView"));

/** The wall at its address, else the page. */
export function Root({ services }: { services: Services }) {
  const isWall = useSyncExternalStore(subscribe, () => location.hash === wallHash);
  if (!isWall) return <App services={services} />;
  return (
    <Suspense fallback={null}>
      <WallView api={services.api} />
    </Suspense>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
  };
}
