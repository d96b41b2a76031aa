import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { Api, Changes, Ten, Training, Version } from "../../api/client";
import type { Clock } from "../../api/clock";
import type { Outbox } from "../../api/outbox/outbox";
import { hasEnded } from "../../api/handWatch";
import { changesQuery, isRefused, trainingQuery, versionQuery } from "../../api/queries";

/**
 * How long the line is drawn before it is told what a version has learned. If longer, one waits; if shorter, the line is
 * not seen. A version that was not taken is told of at once, since the page says so beside the sheet.
 */
const drawn_ms = 1900;

export interface StageState {
  /** The ten that this person's digit made full, alone or with others that came at the same moment. */
  readonly ten: Ten;
  /** Null until it is known. */
  readonly training: Training | null;
  /** The result may be told: the run has ended, its line has been drawn, and it is known what or why. */
  readonly isTold: boolean;
  /** What changed for this person's drawings; null where the version was not taken, or until it is known, if ever. */
  readonly changes: Changes | null;
  /** Why the version was not taken; null where it was, or until it is known, if ever. */
  readonly refusal: Pick<Version, "why" | "reason"> | null;
}

/**
 * Return the stage on which a ten is learned: it opens when this person's digit makes a ten whole, and closes with the
 * next ink. Null while it is closed, and while the learning is paused: then the ten waits, and so does its stage.
 */
export function useStage(
  api: Api,
  outbox: Outbox,
  clock: Clock,
  hasInk: boolean,
  isPaused: boolean,
): { stage: StageState | null; close: () => void } {
  const [ten, setTen] = useState<Ten | null>(null);
  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "stored" && settled.added.ten !== null) setTen(settled.added.ten);
      }),
    [outbox],
  );
  const close = useCallback(() => {
    setTen(null);
  }, []);
  const version = ten?.version ?? null;
  const run = useQuery({ ...trainingQuery(api, version ?? 0, isPaused), enabled: version !== null });
  // Ink closes the stage, and so does the end of its version in a new beginning. State that depends on a property is set
  // during rendering, as React recommends.
  if (ten !== null && (hasInk || isRefused(run.error))) setTen(null);
  const training = version === null ? null : (run.data ?? null);
  const isPromoted = training?.status === "promoted";
  const { data: changes = null, isError } = useQuery({
    ...changesQuery(api, version ?? 0),
    enabled: isPromoted,
  });
  const isRejected = training?.status === "rejected";
  const judged = useQuery({ ...versionQuery(api, version ?? 0), enabled: isRejected });
  const refusal = judged.data?.status === "rejected" ? judged.data : null;

  const [told, setTold] = useState<number | null>(null);
  const ended = training !== null && hasEnded(training) ? training.version : null;
  useEffect(() => {
    if (ended === null) return undefined;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return clock.after(isStill || !isPromoted ? 0 : drawn_ms, () => {
      setTold(ended);
    });
  }, [clock, ended, isPromoted]);

  const isWhatKnown = !isPromoted || changes !== null || isError;
  const isWhyKnown = !isRejected || refusal !== null || judged.isError;
  const isTold = ended !== null && told === ended && isWhatKnown && isWhyKnown;
  const isWaiting = isPaused && ended === null;
  return { stage: ten === null || isWaiting ? null : { ten, training, isTold, changes, refusal }, close };
}
