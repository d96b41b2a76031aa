import { useEffect, useSyncExternalStore } from "react";
import type { Activations } from "../api/client";
import { readLive } from "./liveReading";
import type { Services } from "../services";
import { useInk } from "../strokes/useStrokes";

/** If longer, units stay dark for longer once the server answers again. */
const askAgain_ms = 2000;

/** Return the served network's activations for the sheet, up to date while the pen moves and as versions change. */
export function useActivations(
  { activations, drawing, clock }: Pick<Services, "activations" | "drawing" | "clock">,
  version: number | undefined,
): Activations | null {
  const found = useSyncExternalStore(activations.subscribe, activations.get);
  const ink = useInk(drawing);
  useEffect(
    () => readLive({ drawing, read: activations.ask, clock }),
    [drawing, activations, clock, version],
  );
  const isMissing = ink !== null && found === null;
  useEffect(() => {
    if (!isMissing) return undefined;
    let forget = clock.after(askAgain_ms, again);
    function again() {
      activations.ask(ink);
      forget = clock.after(askAgain_ms, again);
    }
    return () => {
      forget();
    };
  }, [isMissing, ink, activations, clock]);
  return found;
}
