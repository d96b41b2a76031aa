import { afterEach, describe, expect, it } from "vitest";
import type { WhyCode } from "../api/client";
import { texts } from "../texts";
import { languages, speak } from "../texts/language";
import { whyText } from "./whyText";

afterEach(() => speak("en"));

/** Another figure for each name, so that a figure that is not said is noticed. */
const figures = {
  correct: 4811,
  count: 5022,
  wanted: 4833,
  unseen: 144,
  won: 15,
  lost: 16,
  digit: 7,
  digit_correct: 477,
  digit_count: 488,
  digit_wanted: 479,
  new: 17,
  contradicted: 18,
  most: 19,
  largest: 321,
};
type Name = keyof typeof figures;
const onReference: readonly Name[] = ["correct", "count", "wanted"];
const onBoth: readonly Name[] = [...onReference, "unseen", "won", "lost"];
const said: readonly (readonly [WhyCode, readonly Name[]])[] = [
  ["accepted", onBoth],
  ["worse_for_people", onBoth],
  ["forgot", onReference],
  ["forgot_digit", [...onReference, "digit", "digit_correct", "digit_count", "digit_wanted"]],
  ["contradicted", ["new", "contradicted", "most"]],
  ["weight_too_large", ["largest", "most"]],
  ["not_finite", []],
  ["not_storable", []],
  ["shipped", []],
  ["new_base", []],
  ["hand_taken_back", []],
];

describe("the reason of a version", () => {
  it("has words for every code", () => {
    expect(said.map(([code]) => code).sort()).toEqual(Object.keys(texts.history.why).sort());
  });

  it.each(languages)("is said in %s with every figure", async (code) => {
    await speak(code);
    for (const [why, names] of said) {
      const text = whyText({ why: { code: why, params: figures }, reason: "In English." });
      for (const name of names) expect(text).toContain(texts.number(figures[name]));
      expect(text).not.toMatch(/In English|undefined|NaN/);
    }
  });

  it("does not say of digits that contradict the network that it learns them later", () => {
    expect(whyText({ why: { code: "contradicted", params: figures }, reason: "" })).toBe(
      "Of its 17 digits the network was almost sure that 18 are others. With more than 19 the version is refused, and an administrator decides on those digits.",
    );
  });

  it("is short where no digit of people tells the versions apart", () => {
    const params = { ...figures, unseen: 12, won: 0, lost: 0 };
    expect(whyText({ why: { code: "accepted", params }, reason: "" })).toBe(
      "It reads 4,811 of 5,022 test digits; it should read at least 4,833. Of 12 digits of people that it was not shown, it reads as many as the version before, and the same ones.",
    );
  });

  it("is in English where a newer server names a code that this page does not know", () => {
    const known: { code: WhyCode; params: typeof figures } = { code: "accepted", params: figures };
    const why = Object.assign(known, { code: "of_tomorrow" });
    expect(whyText({ why, reason: "In English." })).toBe("In English.");
  });

  it("stays as a person wrote it", () => {
    expect(whyText({ why: null, reason: "Anna wanted it." })).toBe("Anna wanted it.");
  });
});
