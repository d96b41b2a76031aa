import type { Hand, HeldDigit, ServedModel } from "../api/client";
import type { HandNews } from "../api/handWatch";
import { texts } from "../texts";
import type { Served } from "./useServedModel";

const words = texts.hand.news;

/** Return the news that another version reads since the page was opened; null where none does. */
export function newsText(served: Served): string | null {
  if (served.state !== "known") return null;
  const { news } = served.watch;
  if (news.kind === "returned") return words.returned(news.version, news.undone);
  if (news.kind === "earlier") return texts.model.readsAgain(news.version);
  return news.kind === "promoted" ? texts.model.tryIt(news.version) : null;
}

/**
 * Return what the newest run has done to this person's digits: which of them everybody's network reads now, which were
 * set aside and why, and who goes on reading those. Null where it has done nothing to them. A version that was taken
 * back is told to everybody who has digits. Once another version is served for another reason, only what was set aside
 * is still told.
 */
export function handNewsText(
  { outcome, nSetAside, setAside, gained }: HandNews,
  hand: Hand,
  model: Pick<ServedModel, "version" | "undone" | "served_since">,
): string | null {
  const isOfHand = "undone" in outcome ? hand.n_digits > 0 : gained.length > 0;
  const outcomeWords = nSetAside > 0 || isOfHand ? outcomeText(outcome, gained, model) : null;
  const setAsideWords = nSetAside === 0 ? [] : setAsideTexts(nSetAside, setAside, hand);
  const all = [...(outcomeWords === null ? [] : [outcomeWords]), ...setAsideWords];
  return all.length === 0 ? null : all.join(" ");
}

function outcomeText(
  outcome: HandNews["outcome"],
  gained: readonly number[],
  { version, undone, served_since }: Parameters<typeof handNewsText>[2],
): string | null {
  if ("undone" in outcome) return outcome.undone === undone ? words.returned(version, outcome.undone) : null;
  if (outcome.status === "promoted")
    return outcome.version === version ? words.promoted(version, gained) : null;
  const wasServed = Date.parse(outcome.finished_at ?? "") >= Date.parse(served_since);
  return wasServed ? words.kept(version) : null;
}

function setAsideTexts(n: number, setAside: readonly HeldDigit[], hand: Hand): string[] {
  const labels = [...new Set(setAside.map(({ label }) => label))].sort();
  const own = labels.filter((label) => hand.by_digit.find((digit) => digit.label === label)?.now === "own");
  return [words.setAside(n), ...reasonsOf(setAside), ...(own.length === 0 ? [] : [words.ownReads(own)])];
}

/** If larger, a ten of many different digits is told in a paragraph that nobody reads. */
const nNamed = 2;

/** Return each reason once; of digits that the network takes for others, the most frequent are named, the rest counted. */
function reasonsOf(setAside: readonly HeldDigit[]): string[] {
  const contradicted = setAside.filter(({ why }) => why === "contradicted");
  const kinds = contradicted
    .filter((digit, i) => contradicted.findIndex(isLike(digit)) === i)
    .map((digit) => ({ digit, n: contradicted.filter(isLike(digit)).length }))
    .sort((a, b) => b.n - a.n);
  const others = setAside.filter(({ why }) => why !== "contradicted").map((digit) => reasonText(digit));
  const [first] = kinds;
  if (first === undefined) return [...new Set(others)];
  const named = kinds.slice(0, nNamed);
  const nMore = contradicted.length - named.reduce((sum, { n }) => sum + n, 0);
  const taken = named.map(({ digit, n }) => ({ label: digit.label, readAs: digit.read_as, n }));
  const said = kinds.length === 1 ? reasonText(first.digit, first.n) : words.contradicted(taken, nMore);
  return [said, ...new Set(others)];
}

function isLike(one: HeldDigit): (other: HeldDigit) => boolean {
  return (other) => other.why === one.why && other.label === one.label && other.read_as === one.read_as;
}

/** Return why this digit, or `n` like it, was set aside. */
export function reasonText({ label, read_as, why }: HeldDigit, n = 1): string {
  return texts.hand.why[why](label, read_as, n);
}
