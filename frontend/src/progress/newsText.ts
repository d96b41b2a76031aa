import type { Hand, HeldDigit } from "../api/client";
import type { HandNews } from "../api/handWatch";
import { texts } from "../texts";
import type { Served } from "./useServedModel";

const words = texts.hand.news;

/** Return the news that another version reads since the page was opened; null where none does. */
export function newsText(served: Served): string | null {
  if (served.state !== "known") return null;
  const { news } = served.watch;
  if (news.kind === "returned") return words.returned(news.version, news.undone);
  return news.kind === "promoted" ? texts.model.tryIt(news.version) : null;
}

/**
 * Return what the newest run has done to this person's digits: which of them everybody's network reads now, which were
 * set aside and why, and who goes on reading those. Null where it has done nothing to them. A version that was taken
 * back is told to everybody who has digits.
 */
export function handNewsText(
  { outcome, nSetAside, setAside, gained }: HandNews,
  hand: Hand,
  version: number,
): string | null {
  const isReturn = typeof outcome === "object";
  if (nSetAside === 0 && (isReturn ? hand.n_digits === 0 : gained.length === 0)) return null;
  return [
    outcomeText(outcome, gained, version),
    ...(nSetAside === 0 ? [] : setAsideTexts(nSetAside, setAside, hand)),
  ].join(" ");
}

function outcomeText(outcome: HandNews["outcome"], gained: readonly number[], version: number): string {
  if (typeof outcome === "object") return words.returned(version, outcome.undone);
  return outcome === "promoted" ? words.promoted(version, gained) : words.kept(version);
}

function setAsideTexts(n: number, setAside: readonly HeldDigit[], hand: Hand): string[] {
  const reasons = setAside.map((digit) => reasonText(digit, setAside.filter(isLike(digit)).length));
  const labels = [...new Set(setAside.map(({ label }) => label))].sort();
  const own = labels.filter((label) => hand.by_digit.find((digit) => digit.label === label)?.now === "own");
  return [words.setAside(n), ...new Set(reasons), ...(own.length === 0 ? [] : [words.ownReads(own)])];
}

function isLike(one: HeldDigit): (other: HeldDigit) => boolean {
  return (other) => other.why === one.why && other.label === one.label && other.read_as === one.read_as;
}

/** Return why this digit, or `n` like it, was set aside. */
export function reasonText({ label, read_as, why }: HeldDigit, n = 1): string {
  return texts.hand.why[why](label, read_as, n);
}
