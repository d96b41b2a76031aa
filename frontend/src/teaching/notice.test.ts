import { describe, expect, it } from "vitest";
import type { AddedDigit } from "../api/client";
import { addedDigit } from "../testing/answers";
import { refusedText, storedText, thanksText, type OwnMemory } from "./notice";

const digit = { key: "", label: 7, ink: { image: "data:," }, verified_at_ms: 0 };
const stored = (changes: Partial<AddedDigit>, memory: OwnMemory = "speaks", isPaused = false) =>
  storedText({ kind: "stored", digit, added: { ...addedDigit, ...changes }, together: [] }, memory, isPaused);
const misread = { predicted: 1, guess: 1 };

it("thanks for a number with all its digits, and tell of the one that made a ten", () => {
  const added = { ...addedDigit, new_digits: 1 };
  const number = { ...digit, number: { digits: "42", split: null } };
  const together = [{ ...addedDigit, ten: { version: 2, digits: [] } }, added];
  expect(storedText({ kind: "stored", digit: number, added, together }, "speaks", false)).toBe(
    "Thank you for the 42. That makes 10: everybody’s network learns now.",
  );
});

describe("thanks", () => {
  it("say of a digit that was read how many more are needed", () => {
    expect(stored({ new_digits: 3 })).toBe(
      "Thank you for the 7. Everybody’s network learns again after 7 more.",
    );
    expect(stored({ new_digits: 9 })).toBe(
      "Thank you for the 7. Everybody’s network learns again after 1 more.",
    );
  });

  it("say of a misread one that it is known to the person at once, and after how many more to everybody", () => {
    const words =
      "Thank you for the 7. Your own memory has it now. Everybody’s network learns it after 7 more.";
    expect(stored(misread)).toBe(words);
    expect(stored({ ...misread, new_digits: 9 })).toContain("learns it after 1 more.");
  });

  it("do not say that it is known from now on where the own memory knew it", () => {
    expect(stored({ predicted: 1, guess: 7 })).toBe(
      "Thank you for the 7. Everybody’s network learns it after 7 more.",
    );
  });

  it("do not say that it is known where the own memory is silent, or where nobody knows", () => {
    expect(stored(misread, "silent")).toContain("does not speak yet");
    expect(stored(misread, "silent")).not.toContain("has it now");
    expect(stored(misread, "unknown")).toBe(
      "Thank you for the 7. Everybody’s network learns it after 7 more.",
    );
  });

  it("say that the network learns now, at the tenth", () => {
    expect(stored({ ...misread, new_digits: 2, ten: { version: 2, digits: [{ id: 1, label: 7 }] } })).toBe(
      "Thank you for the 7. Your own memory has it now. That makes 10: everybody’s network learns now.",
    );
  });

  it("do not say that the network learns from a tenth that only tests it", () => {
    const tenth = { is_training_input: false, ten: { version: 2, digits: [{ id: 1, label: 7 }] } };
    expect(stored(tenth)).toBe(
      "Thank you for the 7. That makes 10: everybody’s network learns now, and is tested with this one.",
    );
    const number = { ...digit, number: { digits: "42", split: null } };
    const together = [
      { ...addedDigit, ...tenth },
      { ...addedDigit, ten: tenth.ten },
    ];
    const words = storedText({ kind: "stored", digit: number, added: addedDigit, together }, "speaks", false);
    expect(words).toBe("Thank you for the 42. That makes 10: everybody’s network learns now.");
  });

  it("promise no learning while it is paused, not even at the tenth", () => {
    const words =
      "Thank you for the 7. Your own memory has it now." +
      " It is kept for later: the administrator has paused the learning of everybody’s network.";
    expect(stored(misread, "speaks", true)).toBe(words);
    const tenth = { ...misread, ten: { version: 2, digits: [] } };
    expect(stored(tenth, "speaks", true)).toBe(words);
    expect(stored({ ...tenth, is_training_input: false }, "speaks", true)).toContain("does not learn it");
    expect(stored({ ...tenth, state: "held" }, "speaks", true)).toContain("held back");
  });

  it("promise no learning of a digit that is kept for testing or held back", () => {
    expect(stored({ ...misread, is_training_input: false })).toBe(
      "Thank you for the 7. Your own memory has it now. Everybody’s network is tested with it, and does not learn it.",
    );
    expect(stored({ ...misread, state: "held" })).toContain("everybody’s network does not learn it");
  });

  it("warn where the browser will not keep the digit", () => {
    expect(thanksText(7, true)).not.toContain("leave the page open");
    expect(thanksText(7, false)).toContain("leave the page open");
  });
});

it("says of a refused digit why it was not taken", () => {
  const refused = { kind: "refused", digit, code: "blank_drawing", detail: "" } as const;
  expect(refusedText(refused, false)).toContain("The 7 could not be taken. There is no ink");
  expect(refusedText(refused, false)).not.toContain("on your sheet again");
  expect(refusedText(refused, true)).toContain("It lies on your sheet again.");
});
