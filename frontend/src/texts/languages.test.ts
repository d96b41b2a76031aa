import { describe, expect, it } from "vitest";
import { bestLanguage, language, languages, nameOf, speak, wordsOf } from "./language";
import { texts } from "./index";
import { learn } from "./learn";
import { lesson } from "./lesson";
import { specimen } from "./specimen";

/** Words that are right in more than one language. */
const sameEverywhere =
  /^(Ductus|Versions?|API|Admin|Photo|Foto|Hand|Galerie|Position|Training|version|Sources|Questions|28×28|ONNX|safetensors|The code.*|[\d–]+|https?:.*|.*\(2015\).*|.*\(1995\).*|.*\(2014\).*|network|carried|twoMemories|gate|forgetting|kept|Minutes|Plan|No\.|Pages|Six questions)$/;

interface Leaf {
  readonly path: string;
  readonly said: unknown;
}

function leaves(words: object, path = ""): readonly Leaf[] {
  return Object.entries(words).flatMap(([name, said]: [string, unknown]) =>
    typeof said === "object" && said !== null
      ? leaves(said, `${path}${name}.`)
      : [{ path: path + name, said }],
  );
}

const english = leaves({ texts, learn, lesson, specimen });

describe("the languages", () => {
  it.each(languages)(
    "have nothing longer to say of the steps than what they keep room for: %s",
    async (code) => {
      const { steps, severalDigits } = (await wordsOf(code))?.texts ?? texts;
      const others = [steps.none, severalDigits.seen, ...Object.values(steps.hints)];
      expect(others.filter((words) => words.length > steps.good.length)).toEqual([]);
    },
  );

  it("are four, each under its own name", () => {
    expect(languages).toEqual(["en", "de", "es", "fr"]);
    expect(languages.map(nameOf)).toEqual(["English", "Deutsch", "español", "français"]);
  });

  it.each([
    [["de-AT", "en"], "de"],
    [["nl", "fr-CA", "en"], "fr"],
    [["ES"], "es"],
    [["nl"], "en"],
    [[], "en"],
  ])("of a browser that asks for %j lead to %s", (wanted, code) => {
    expect(bestLanguage(wanted)).toBe(code);
  });

  it.each(languages.slice(1))("lack no word, and leave none in English: %s", async (code) => {
    const words = await wordsOf(code);
    if (words === undefined) throw new Error(`wanted the words of ${code}, found none`);
    const theirs = leaves({
      texts: words.texts,
      learn: words.learn,
      lesson: words.lesson,
      specimen: words.specimen,
    });
    expect(theirs.map(({ path }) => path).sort()).toEqual(english.map(({ path }) => path).sort());
    const inEnglish = new Map(english.map(({ path, said }) => [path, said]));
    const left = theirs.filter(
      ({ path, said }) =>
        typeof said === "string" &&
        (said.trim() === "" || (said === inEnglish.get(path) && !sameEverywhere.test(said))),
    );
    expect(left).toEqual([]);
  });

  it("have plain words on every page but Inside and Learn, which explain theirs, and explain MNIST", () => {
    const plain = leaves(texts).filter(({ path }) => !path.startsWith("inside."));
    expect(
      plain
        .map(({ said }) => String(said))
        .filter((words) => /verif(y|ied)|held.out|sealed|^promoted$|outputs/i.test(words)),
    ).toEqual([]);
    expect(texts.model.mnist).toContain("collection");
  });

  it("are spoken by the page, which says so to readers, and English again", async () => {
    await speak("de");
    expect([texts.footer.language, document.documentElement.lang, language.get()]).toEqual([
      "Sprache",
      "de",
      "de",
    ]);
    await speak("en");
    expect([texts.footer.language, document.documentElement.lang, language.get()]).toEqual([
      "Language",
      "en",
      "en",
    ]);
  });

  it("are those of the newest choice, though the words of the one before arrive later", async () => {
    await Promise.all([speak("de"), speak("en")]); // English is there at once, German is fetched
    expect([texts.footer.language, document.documentElement.lang, language.get()]).toEqual([
      "Language",
      "en",
      "en",
    ]);
  });

  it("stay as they are where one cannot be loaded", async () => {
    await speak("xx");
    expect([texts.footer.language, language.get()]).toEqual(["Language", "en"]);
  });
});
