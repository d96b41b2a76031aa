/** Changes from an answer of GET /api/hand to the next, as pure functions. */

import type { Hand, HeldDigit, Version } from "./client";

/** The newest trainings of the network. */
export interface Runs {
  /** The newest one that has ended. */
  readonly ended: Pick<Version, "version" | "status"> | null;
  /** Another one waits or is under way. */
  readonly isAnotherUnderWay: boolean;
  /** The newest version that was taken back because it read people worse; null where none was lately. */
  readonly undone: number | null;
}

/** What the run that ended last has done to this hand. */
export interface HandNews {
  /** Whether its network is served, was refused, or was taken back, with the number of the version. */
  readonly outcome: "promoted" | "kept" | { readonly undone: number };
  /** Digits of this hand that were set aside with it. */
  readonly setAside: readonly HeldDigit[];
  /** Digits of this hand that everybody's network reads now, and did not read before. */
  readonly gained: readonly number[];
}

/** What tells one state of the runs from another. */
interface Run {
  readonly ended: number;
  readonly undone: number | null;
}

export interface HandWatch {
  readonly hand: Hand;
  /** The hand as it was after the last run that is known to have ended; null until one is known. */
  readonly settled: { readonly run: Run; readonly hand: Hand } | null;
  readonly news: HandNews | null;
}

/** Return the newest trainings of a list of versions, which has the newest one first. */
export function runsOf(versions: readonly Pick<Version, "version" | "status" | "is_undone">[]): Runs {
  const isUnderWay = (status: Version["status"]) => status === "queued" || status === "training";
  return {
    ended: versions.find(({ status }) => !isUnderWay(status)) ?? null,
    isAnotherUnderWay: versions.some(({ status }) => isUnderWay(status)),
    undone: versions.find(({ is_undone }) => is_undone)?.version ?? null,
  };
}

/** Return the watch after another answer; `runs` are null while none is known. */
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
  if (before.run.ended !== ended.version)
    return {
      hand,
      settled,
      news: newsOf(before.hand, hand, ended.status === "promoted" ? "promoted" : "kept"),
    };
  // A run under way may have ended by now, and this answer may follow from it: it is no measure of what came before.
  return { hand, settled: runs?.isAnotherUnderWay === true ? before : settled, news };
}

function newsOf(before: Hand, after: Hand, outcome: HandNews["outcome"]): HandNews {
  const heldBefore = new Set(before.held.map(({ id }) => id));
  const nowBefore = new Map(before.by_digit.map(({ label, now }) => [label, now]));
  return {
    outcome,
    setAside: after.held.filter(({ id }) => !heldBefore.has(id)),
    gained: after.by_digit
      .filter(({ label, now }) => now === "everybody" && isMisread(nowBefore.get(label)))
      .map(({ label }) => label),
  };
}

/** Everybody's network did not read this digit. A digit that was never drawn before is no gain. */
function isMisread(now: Hand["by_digit"][number]["now"] | undefined): boolean {
  return now === "own" || now === "neither";
}
