import type { Hand, HeldDigit } from "../api/client";
import type { HandNews } from "../api/handWatch";
import { texts } from "../texts";
import type { Served } from "./useServedModel";

const words = texts.hand.news;

/** Return the news that another version took over while the page was open; null where none did. */
export function newsText(served: Served): string | null {
  if (served.state !== "known" || served.watch.news.kind !== "promoted") return null;
  return texts.model.tryIt(served.watch.news.version);
}

/**
 * Return what the newest run has done to this person's digits: which of them everybody's network reads now, which were
 * set aside and why, and who goes on reading those. Null where it has done nothing to them.
 */
export function handNewsText(
  { isPromoted, setAside, gained }: HandNews,
  hand: Hand,
  version: number,
): string | null {
  if (setAside.length === 0 && gained.length === 0) return null;
  const outcome = isPromoted ? words.promoted(version, gained) : words.kept(version);
  return [outcome, ...(setAside.length === 0 ? [] : setAsideTexts(setAside, hand))].join(" ");
}

function setAsideTexts(setAside: readonly HeldDigit[], hand: Hand): string[] {
  const reasons = setAside.map((digit) => reasonText(digit, setAside.filter(isLike(digit)).length));
  const labels = [...new Set(setAside.map(({ label }) => label))].sort();
  const own = labels.filter((label) => hand.by_digit.find((digit) => digit.label === label)?.now === "own");
  return [
    words.setAside(setAside.length),
    ...new Set(reasons),
    ...(own.length === 0 ? [] : [words.ownReads(own)]),
  ];
}

function isLike(one: HeldDigit): (other: HeldDigit) => boolean {
  return (other) => other.why === one.why && other.label === one.label && other.read_as === one.read_as;
}

/** Return why this digit, or so many like it, was set aside. */
export function reasonText({ label, read_as, why }: HeldDigit, n = 1): string {
  return texts.hand.why[why](label, read_as, n);
}
