import { afterEach, describe, expect, it } from "vitest";
import { texts, type Texts } from "./index";
import { languages, wordsOf } from "./language";
import { learn } from "./learn";
import { lesson } from "./lesson";
import { specimen } from "./specimen";
import { show } from "./shown";

const { close } = texts.teach;

afterEach(() => {
  show(null);
});

/** Return the English words with these changes in the group `teach`. */
function withTeach(changed: Partial<Texts["teach"]>): Texts {
  return { ...texts, teach: { ...texts.teach, ...changed } };
}

describe("the words of the page", () => {
  it("are read from the language that is shown, also by who has kept a group of them", () => {
    const kept = texts.teach.waitingWhy;
    const other = withTeach({ close: "Schließen", waitingWhy: { ...kept, away: "Fort." } });
    show({ texts: other, learn, lesson, specimen });
    expect([texts.teach.close, kept.away]).toEqual(["Schließen", "Fort."]);
    show(null);
    expect([texts.teach.close, kept.away]).toEqual([close, "The server does not answer."]);
  });

  it.each(languages)("count the network's numbers rightly: %s", async (code) => {
    const words = code === "en" ? { learn } : await wordsOf(code);
    if (words === undefined) throw new Error(`wanted the words of ${code}`);
    const [weights, biases] = [784 * 30 + 30 * 10, 30 + 10];
    const spoken = (said: readonly string[]) => said.join(" ").replaceAll(/(?<=\d)[\s.,](?=\d)/g, "");
    expect(spoken(words.learn.carried.paragraphs)).toContain(String(weights)); // multiplications
    expect(spoken([words.learn.figures.descent])).toContain(String(weights));
    expect(spoken(words.learn.backpropagation.paragraphs)).toMatch(
      new RegExp(`${weights}\\D+${biases}\\D+${weights + biases}\\b`),
    );
  });

  it.each(languages)(
    "speak of underlined digits where some are, and name all that a version must do: %s",
    async (code) => {
      const words = code === "en" ? { texts } : await wordsOf(code);
      if (words === undefined) throw new Error(`wanted the words of ${code}`);
      const { everyone, own } = words.texts.arrivals.note;
      const underlined = /underlined|unterstrichen|subrayad|soulign/i;
      expect([underlined.test(everyone), underlined.test(own)]).toEqual([true, false]);
      const { introduction } = words.texts.history;
      expect(introduction).toMatch(/single digit|einzelnen Ziffer|ninguna cifra|aucun chiffre/);
      expect(introduction).toMatch(/contradict|widersprechen|contradice|contredit/);
    },
  );

  it.each(languages)(
    "say whose digits the patterns are of, and what taking back cannot undo: %s",
    async (code) => {
      const words = code === "en" ? { texts } : await wordsOf(code);
      if (words === undefined) throw new Error(`wanted the words of ${code}`);
      expect(words.texts.inside.notes.patterns).toMatch(/made-up|ausgedacht|inventada|inventé/);
      expect(words.texts.inside.notes.patterns).not.toMatch(/hands|Hände|manos|mains/);
      expect(words.texts.teach.takenBackOnly(7)).toMatch(/from now on|Von jetzt an|desde ahora|désormais/);
    },
  );

  it.each(languages)(
    "say where a digit is drawn to follow it, and that a test may be failed: %s",
    async (code) => {
      const words = code === "en" ? { learn } : await wordsOf(code);
      if (words === undefined) throw new Error(`wanted the words of ${code}`);
      expect(words.learn.carried.which(false)).toMatch(
        /first page|ersten Seite|primera página|première page/,
      );
      expect(words.learn.twoMemories.paragraphs[2]).toMatch(/only if|nur, wenn|solo si|seulement s’il/);
    },
  );

  it("are listed with their names, and lists of paragraphs are lists", () => {
    expect(Object.keys(texts.refusals)).toContain("blank_drawing");
    expect(Object.entries(texts.refusals).map(([, words]) => typeof words)).not.toContain("undefined");
    expect(Array.isArray(learn.neuron.paragraphs)).toBe(true);
  });
});
