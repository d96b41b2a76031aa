/** A person's own best game, kept in this browser alone. */

import { parseJson } from "../../parseJson";
import { storageName } from "../../storageName";
import { isRead, type Answer } from "./game";

export interface Score {
  readonly nRead: number;
  readonly time_ms: number;
}

/** Return the score of a game; null while drawings are being read, and where it is no fair one. */
export function scoreOf(answers: readonly Answer[], time_ms: number): Score | null {
  const isFair = answers.every(({ isSample, verdict }) => !isSample && verdict.kind === "read");
  return answers.length > 0 && isFair ? { nRead: answers.filter(isRead).length, time_ms } : null;
}

/** Return the better of two: more digits read, or as many in less time. */
export function better(one: Score | null, other: Score | null): Score | null {
  if (one === null || other === null) return one ?? other;
  if (one.nRead !== other.nRead) return one.nRead > other.nRead ? one : other;
  return one.time_ms <= other.time_ms ? one : other;
}

export function keptBest(): Score | null {
  try {
    const stored = parseJson(localStorage.getItem(storageName("best game")) ?? "");
    return isScore(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function keepBest(score: Score): void {
  try {
    localStorage.setItem(storageName("best game"), JSON.stringify(score));
  } catch {
    // A browser that forbids storage forgets the best game with the page.
  }
}

function isScore(stored: unknown): stored is Score {
  if (typeof stored !== "object" || stored === null || !("nRead" in stored && "time_ms" in stored))
    return false;
  return Number.isFinite(stored.nRead) && Number.isFinite(stored.time_ms);
}
