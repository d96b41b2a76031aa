/** Changes from an answer of GET /api/hand to the next, as pure functions. */

import type { Hand, HeldDigit, Version } from "./client";

/** The newest trainings of the network. */
export interface Runs {
  /** The newest one that has ended. */
  readonly ended: Run | null;
  /** Another one waits or is under way. */
  readonly isAnotherUnderWay: boolean;
  /** The newest of them that the server itself took back after serving it; null if there is none. */
  readonly undone: number | null;
}

/** How this hand changed when a run ended, or when a version was taken back. */
export interface HandNews {
  /** The run, whose network took over or was not taken; or the version `undone`, which was taken back. */
  readonly outcome: Run | { readonly undone: number };
  /** How many digits of this hand are newly held for the administrator. */
  readonly nSetAside: number;
  /** Those of them that are among the newest 20 that are held: the server names no others. */
  readonly setAside: readonly HeldDigit[];
  /** Labels that everybody's network reads in this hand now, and did not read before. */
  readonly gained: readonly number[];
}

export type Run = Pick<Version, "version" | "status" | "finished_at">;

/** A state of the runs: the version that ended last, and the one that was taken back last. */
interface Seen {
  readonly ended: number;
  readonly undone: number | null;
}

export interface HandWatch {
  readonly hand: Hand;
  /** The hand as it was after the last run that is known to have ended; null until one is known. */
  readonly settled: { readonly run: Seen; readonly hand: Hand } | null;
  readonly news: HandNews | null;
}

/** Return whether a training has ended, well or not. */
export function hasEnded({ status }: Pick<Version, "status">): boolean {
  return status !== "queued" && status !== "training";
}

/** Return the newest trainings of a list of versions, which has the newest one first. */
export function runsOf(versions: readonly (Run & Pick<Version, "is_undone">)[]): Runs {
  return {
    ended: versions.find(hasEnded) ?? null,
    isAnotherUnderWay: !versions.every(hasEnded),
    undone: versions.find(({ is_undone }) => is_undone)?.version ?? null,
  };
}

/** Return the `HandWatch` after another answer of /api/hand; `runs` is null until trainings have been fetched. */
export function nextHandWatch(previous: HandWatch | undefined, hand: Hand, runs: Runs | null): HandWatch {
  const before = previous?.settled ?? null;
  const news = previous?.news ?? null;
  const ended = runs?.ended ?? null;
  if (ended === null) return { hand, settled: before, news };
  const undone = runs?.undone ?? null;
  const settled = { run: { ended: ended.version, undone }, hand };
  if (before === null) return { hand, settled, news };
  if (undone !== null && before.run.undone !== undone)
    return { hand, settled, news: newsOf(before.hand, hand, { undone }) };
  if (before.run.ended !== ended.version) return { hand, settled, news: newsOf(before.hand, hand, ended) };
  // The run under way may have ended since `runs` were asked for, and may already have changed `hand`: the next news is
  // measured by the hand before.
  return { hand, settled: runs?.isAnotherUnderWay === true ? before : settled, news };
}

function newsOf(before: Hand, after: Hand, outcome: HandNews["outcome"]): HandNews {
  const setAside = after.held.filter(isNewlyHeld(before));
  const nowBefore = new Map(before.by_digit.map(({ label, now }) => [label, now]));
  return {
    outcome,
    // Where more are new than the server names, the totals tell: they are too low only by what was released meanwhile.
    nSetAside: Math.max(setAside.length, after.n_held - before.n_held),
    setAside,
    gained: after.by_digit
      .filter(({ label, now }) => now === "everybody" && isMisread(nowBefore.get(label)))
      .map(({ label }) => label),
  };
}

/** Return a function that says whether a digit was not held before. Of those that the server did not name, all were. */
function isNewlyHeld({ held, n_held }: Hand): (digit: HeldDigit) => boolean {
  const before = new Set(held.map(({ id }) => id));
  const oldest = n_held > held.length ? Math.min(...before) : 0;
  return ({ id }) => id > oldest && !before.has(id);
}

/** Return whether everybody's network did not read a label that was drawn. A label not drawn before is no gain. */
function isMisread(now: Hand["by_digit"][number]["now"] | undefined): boolean {
  return now === "own" || now === "neither";
}
