import { afterEach, describe, expect, it } from "vitest";
import type { HeldDigit } from "../api/client";
import { hand } from "../testing/answers";
import { languages, speak } from "../texts/language";
import { handNewsText } from "./newsText";

afterEach(() => speak("en"));

const held = (id: number, changes: Partial<HeldDigit> = {}): HeldDigit => ({
  id,
  label: 1,
  read_as: 7,
  why: "contradicted",
  ...changes,
});
const nothing = { outcome: "promoted" as const, nSetAside: 0, setAside: [], gained: [] };
const setAside = (...digits: HeldDigit[]) => ({ nSetAside: digits.length, setAside: digits });

describe("the news of a run", () => {
  it("says of a refused ten what was set aside, why, and who goes on reading it", () => {
    const news = { ...nothing, outcome: "kept" as const, ...setAside(held(1), held(2), held(3)) };
    expect(handNewsText(news, hand, 4)).toBe(
      "Everybody’s network has not taken the newest ten: version 4 goes on reading." +
        " 3 digits of yours are set aside for the administrator. To everybody’s network these 1s are 7s." +
        " Your own memory goes on reading yours as 1s, for you.",
    );
  });

  it("does not say that the own memory reads what it does not read", () => {
    const news = { ...nothing, outcome: "kept" as const, ...setAside(held(1, { label: 7, read_as: 1 })) };
    const words = handNewsText(news, hand, 4);
    expect(words).toContain(
      "1 digit of yours is set aside for the administrator. To everybody’s network this 7 is a 1.",
    );
    expect(words).not.toContain("own memory");
  });

  it("says each reason once", () => {
    const three = setAside(held(1), held(2, { why: "repeated" }), held(3, { why: "repeated" }));
    const words = handNewsText({ ...nothing, outcome: "kept" as const, ...three }, hand, 4);
    expect(words?.match(/The same drawing was sent before\./g)).toHaveLength(1);
    expect(words).toContain("To everybody’s network this 1 is a 7.");
  });

  it("says of a version that took over which digits everybody's network reads now", () => {
    expect(handNewsText({ ...nothing, gained: [1, 4] }, hand, 2)).toBe(
      "Everybody’s network has learned: version 2 is now reading, and reads your 1 and 4 now. Try it.",
    );
  });

  it("never says that it has learned where it was refused", () => {
    const words = handNewsText({ outcome: "kept" as const, ...setAside(held(1)), gained: [7] }, hand, 2);
    expect(words).not.toContain("has learned");
  });

  it("says of a version that was taken back which one reads again, and what was set aside with it", () => {
    const back = { ...nothing, outcome: { undone: 5 } };
    expect(handNewsText(back, hand, 4)).toBe(
      "People were read worse: version 5 was taken back, and version 4 reads again.",
    );
    expect(handNewsText({ ...back, ...setAside(held(1)) }, hand, 4)).toContain(
      "1 digit of yours is set aside for the administrator.",
    );
    expect(handNewsText(back, { ...hand, n_digits: 0 }, 4)).toBeNull();
  });

  // The version that was served may have been taken back for the faults of one before it.
  it.each(languages)("does not say in %s which version read people worse", async (code) => {
    await speak(code);
    const words = handNewsText({ ...nothing, outcome: { undone: 5 } }, hand, 4);
    expect(words).toMatch(/^[^\d:]+: \D*5[^:]+4\D+$/);
  });

  it("counts those that the server does not name", () => {
    const news = { ...nothing, outcome: "kept" as const, nSetAside: 25, setAside: [held(1)] };
    expect(handNewsText(news, hand, 4)).toContain("25 digits of yours are set aside for the administrator.");
    expect(handNewsText({ ...news, setAside: [] }, hand, 4)).toContain("25 digits of yours are set aside");
  });

  it("says nothing where it did nothing to this hand", () => {
    expect(handNewsText(nothing, hand, 2)).toBeNull();
  });
});
