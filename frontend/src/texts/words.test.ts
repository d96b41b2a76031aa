import { afterEach, describe, expect, it } from "vitest";
import { english, show, texts } from "./index";

afterEach(() => {
  show(english);
});

describe("the words of the page", () => {
  it("are read from the language that is shown, also by who has kept a group of them", () => {
    const { teach } = texts;
    const kept = texts.teach.waitingWhy;
    show({
      ...english,
      teach: {
        ...english.teach,
        close: "Schließen",
        waitingWhy: { ...english.teach.waitingWhy, away: "Fort." },
      },
    });
    expect([texts.teach.close, teach.close, kept.away]).toEqual(["Schließen", "Schließen", "Fort."]);
    show(english);
    expect([texts.teach.close, teach.close, kept.away]).toEqual([
      "Close",
      "Close",
      "The server does not answer.",
    ]);
  });

  it("are listed with their names, and lists of paragraphs are lists", () => {
    expect(Object.entries(texts.refusals)).toEqual(Object.entries(english.refusals));
    expect(Array.isArray(texts.learn.neuron.paragraphs)).toBe(true);
  });
});
