import { afterEach, describe, expect, it } from "vitest";
import type { HeldDigit } from "../api/client";
import { hand, servedModel } from "../testing/answers";
import { languages, speak } from "../texts/language";
import { handNewsText, newsText } from "./newsText";

afterEach(() => speak("en"));

const held = (id: number, changes: Partial<HeldDigit> = {}): HeldDigit => ({
  id,
  label: 1,
  read_as: 7,
  why: "contradicted",
  ...changes,
});
const promoted = { version: 2, status: "promoted", finished_at: "2026-11-20T10:00:00Z" } as const;
const refused = { ...promoted, version: 5, status: "rejected" } as const;
/** What is served, since before those runs ended. */
const served = (version: number) => ({ version, undone: null, served_since: "2026-11-20T09:00:00Z" });
const back = { ...served(4), undone: 5 };
const nothing = { outcome: promoted, nSetAside: 0, setAside: [], gained: [] };
const setAside = (...digits: HeldDigit[]) => ({ nSetAside: digits.length, setAside: digits });

describe("the news of a run", () => {
  it("says of a refused ten what was set aside, why, and who goes on reading it", () => {
    const news = { ...nothing, outcome: refused, ...setAside(held(1), held(2), held(3)) };
    expect(handNewsText(news, hand, served(4))).toBe(
      "Everybody’s network has not taken the newest ten: version 4 goes on reading." +
        " 3 digits of yours are held back for the administrator. To everybody’s network these 1s are 7s." +
        " Your own memory goes on reading yours as 1s, for you.",
    );
  });

  it("does not say that the own memory reads what it does not read", () => {
    const news = { ...nothing, outcome: refused, ...setAside(held(1, { label: 7, read_as: 1 })) };
    const words = handNewsText(news, hand, served(4));
    expect(words).toContain(
      "1 digit of yours is held back for the administrator. To everybody’s network this 7 is a 1.",
    );
    expect(words).not.toContain("own memory");
  });

  it("says each reason once", () => {
    const three = setAside(held(1), held(2, { why: "repeated" }), held(3, { why: "repeated" }));
    const words = handNewsText({ ...nothing, outcome: refused, ...three }, hand, served(4));
    expect(words?.match(/The same drawing was sent before\./g)).toHaveLength(1);
    expect(words).toContain("To everybody’s network this 1 is a 7.");
  });

  it("names two of the digits that the network takes for others, the most frequent first, and counts the rest", () => {
    const many = (...pairs: readonly (readonly [number, number])[]) =>
      setAside(...pairs.map(([label, read_as], i) => held(i + 1, { label, read_as })));
    const words = (...pairs: readonly (readonly [number, number])[]) =>
      handNewsText({ ...nothing, outcome: refused, ...many(...pairs) }, { ...hand, by_digit: [] }, served(4))
        ?.split("administrator. ")
        .at(-1);
    expect(words([9, 6], [1, 5], [3, 0], [2, 7], [2, 7], [4, 8], [5, 1])).toBe(
      "Everybody’s network takes these 2s for 7s, this 9 for a 6, and 4 more digits for others than you said.",
    );
    expect(words([9, 6], [1, 5], [3, 0])).toBe(
      "Everybody’s network takes this 9 for a 6, this 1 for a 5, and 1 more digit for another than you said.",
    );
    expect(words([9, 6], [1, 8])).toBe("Everybody’s network takes this 9 for a 6 and this 1 for an 8.");
  });

  it.each(languages)("says in %s whatever the network takes for others in one sentence", async (code) => {
    await speak(code);
    const digits = [0, 1, 2, 3, 4, 5, 6].map((label) => held(label, { label, read_as: 9 - label }));
    const before = handNewsText(
      { ...nothing, outcome: refused, nSetAside: 7, setAside: [] },
      hand,
      served(4),
    );
    const words = handNewsText({ ...nothing, outcome: refused, ...setAside(...digits) }, hand, served(4));
    const said = words?.replace(before ?? "", "").split(". ")[0];
    expect(said).toMatch(/^[^.]*\b0\b[^.]*\b9\b[^.]*\b1\b[^.]*\b8\b[^.]*\b5\b[^.]*$/);
  });

  it("says of a version that took over which digits everybody's network reads now", () => {
    expect(handNewsText({ ...nothing, gained: [1, 4] }, hand, served(2))).toBe(
      "Everybody’s network has learned: version 2 is now reading, and reads your 1 and 4 now. Try it.",
    );
  });

  it("never says that it has learned where it was refused", () => {
    const words = handNewsText({ outcome: refused, ...setAside(held(1)), gained: [7] }, hand, served(2));
    expect(words).not.toContain("has learned");
  });

  it("says of a version that was taken back which one reads again, and what was set aside with it", () => {
    const news = { ...nothing, outcome: { undone: 5 } };
    expect(handNewsText(news, hand, back)).toBe(
      "People were read worse: version 5 was taken back, and version 4 reads again.",
    );
    expect(handNewsText({ ...news, ...setAside(held(1)) }, hand, back)).toContain(
      "1 digit of yours is held back for the administrator.",
    );
    expect(handNewsText(news, { ...hand, n_digits: 0 }, back)).toBeNull();
  });

  // The version that was served may have been taken back for the faults of one before it.
  it.each(languages)("does not say in %s which version read people worse", async (code) => {
    await speak(code);
    const words = handNewsText({ ...nothing, outcome: { undone: 5 } }, hand, back);
    expect(words).toMatch(/^[^\d:]+: \D*5[^:]+4\D+$/);
  });

  it("tells no more how a run ended once another version is served, but still what was set aside", () => {
    const learned = { ...nothing, gained: [4] };
    expect(handNewsText(learned, hand, served(2))).toContain("has learned: version 2 is now reading");
    expect(handNewsText(learned, hand, served(1))).toBeNull();
    const words =
      "1 digit of yours is held back for the administrator. To everybody’s network this 1 is a 7.";
    const own = " Your own memory goes on reading yours as 1s, for you.";
    expect(handNewsText({ ...learned, ...setAside(held(1)) }, hand, served(1))).toBe(words + own);

    const kept = { ...nothing, outcome: refused, ...setAside(held(1)) };
    const wentBack = { ...served(3), served_since: "2026-11-20T11:00:00Z" };
    expect(handNewsText(kept, hand, served(4))).toContain("version 4 goes on reading");
    expect(handNewsText(kept, hand, wentBack)).toBe(words + own);

    expect(handNewsText({ ...nothing, outcome: { undone: 5 } }, hand, served(3))).toBeNull();
  });

  it("counts those that the server does not name", () => {
    const news = { ...nothing, outcome: refused, nSetAside: 25, setAside: [held(1)] };
    expect(handNewsText(news, hand, served(4))).toContain(
      "25 digits of yours are held back for the administrator.",
    );
    expect(handNewsText({ ...news, setAside: [] }, hand, served(4))).toContain(
      "25 digits of yours are held back",
    );
  });

  it("says nothing where it did nothing to this hand", () => {
    expect(handNewsText(nothing, hand, served(2))).toBeNull();
  });
});

describe("the news of the served version", () => {
  const news = (kind: "promoted" | "earlier") => {
    const watch = { model: servedModel, news: { kind, version: 2, since_ms: 0 }, isKept: false } as const;
    const known = { watch: { ...watch, awaited_until_ms: null }, isAwaited: false, isStale: false };
    return newsText({ state: "known", ...known });
  };

  it("says that it has learned where it did, and not where the administrator went back to it", () => {
    expect(news("promoted")).toBe("The network has learned: version 2 is now reading. Try it.");
    expect(news("earlier")).toBe("Version 2 reads again.");
  });
});
