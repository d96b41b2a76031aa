import { describe, expect, it } from "vitest";
import type { AddedDigit } from "../api/client";
import { addedDigit } from "../testing/answers";
import { refusedText, storedText, thanksText } from "./notice";

const digit = { key: "", label: 7, ink: { image: "data:," }, verified_at_ms: 0 };
const stored = (changes: Partial<AddedDigit>) =>
  storedText({ kind: "stored", digit, added: { ...addedDigit, ...changes } });

describe("thanks", () => {
  it("say how many more are needed", () => {
    expect(stored({ new_digits: 3 })).toBe(
      "Thank you for the 7. 7 digits more, and the network learns again.",
    );
    expect(stored({ new_digits: 9 })).toBe(
      "Thank you for the 7. 1 digit more, and the network learns again.",
    );
  });

  it("say that the network learns now, at the tenth", () => {
    expect(stored({ new_digits: 0 })).toBe(
      "Thank you for the 7. That makes 10: the network learns from them now.",
    );
  });

  it("say when a digit is kept for testing", () => {
    expect(stored({ is_training_input: false })).toContain("kept for testing");
  });

  it("warn where the browser will not keep the digit", () => {
    expect(thanksText(7, true)).not.toContain("leave the page open");
    expect(thanksText(7, false)).toContain("leave the page open");
  });
});

it("says of a refused digit why it was not taken", () => {
  const words = refusedText({ kind: "refused", digit, code: "blank_drawing", detail: "" });
  expect(words).toContain("The 7 could not be taken. There is no ink");
});
