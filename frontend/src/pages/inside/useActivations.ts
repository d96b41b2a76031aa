import { useEffect, useSyncExternalStore } from "react";
import type { Activations } from "../../api/client";
import { readLive } from "../../prediction/liveReading";
import type { Services } from "../../services";

/** Return the served network's activations for the sheet, kept up to date while the pen moves. */
export function useActivations({ activations, drawing, clock }: Services): Activations | null {
  useEffect(() => readLive({ drawing, read: activations.ask, clock }), [drawing, activations, clock]);
  return useSyncExternalStore(activations.subscribe, activations.get);
}
