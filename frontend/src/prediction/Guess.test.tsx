import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { prediction } from "../testing/answers";
import { Guess } from "./Guess";
import type { Reading } from "./reader";

const ink = { image: "" };

function show(reading: Reading, isDrawing = false) {
  render(<Guess reading={reading} blankWords="Draw something." isDrawing={isDrawing} />);
  return screen.getByRole("status");
}

describe("the guess", () => {
  it("is said in words", () => {
    expect(show({ state: "read", answer: prediction, ink })).toHaveTextContent("A 7.");
  });

  it("is said to be unsure, with the two best, when it is", () => {
    const words = show({ state: "read", answer: { ...prediction, certain: false }, ink });
    expect(words).toHaveTextContent("Not sure. Perhaps a 7, or a 1.");
  });

  it("names no second digit that hardly has an output", () => {
    const confidences = prediction.confidences.map((_, digit) => (digit === 7 ? 0.42 : 0.02));
    const words = show({ state: "read", answer: { ...prediction, certain: false, confidences }, ink });
    expect(words).toHaveTextContent(/^Not sure. Perhaps a 7.$/);
  });

  it("does not say that it is unsure beside outputs that are clear, but that the drawing is unusual", () => {
    const confidences = prediction.confidences.map((_, digit) => (digit === 7 ? 0.99 : 0.01));
    const words = show({ state: "read", answer: { ...prediction, certain: false, confidences }, ink });
    expect(words).toHaveTextContent(/^Perhaps a 7. The answers are clear, but .* unusual for a 7.$/);
    expect(screen.getByTestId("digit")).toHaveTextContent(/^7$/);
  });

  it("says kindly that it sees no digit in a scribble", () => {
    const confidences = prediction.confidences.map(() => 0.02);
    const scribble = { ...prediction, certain: false, confidences };
    expect(show({ state: "read", answer: scribble, ink })).toHaveTextContent("I cannot make out a digit");
  });

  it("says where the own memory changed it, and shows the drawings that decided it", () => {
    const network = { digit: 1, confidences: [0, 0.9, 0, 0, 0, 0, 0, 0.1, 0, 0] };
    const hand = { n_digits: 4, changed: true };
    const because = [
      { id: 5, label: 7 },
      { id: 3, label: 7 },
    ];
    const words = show({ state: "read", answer: { ...prediction, network, hand, because }, ink });
    expect(words).toHaveTextContent(
      "A 7. Next comes a 1, at 30%.The answers are of both memories together: everybody’s network alone reads a 1; your own memory reads your 7, as in:",
    );
    const pictures = screen.getAllByRole("img", { name: "A 7 of yours" });
    expect(pictures.map((picture) => picture.getAttribute("src"))).toEqual([
      "api/digits/5/image.png",
      "api/digits/3/image.png",
    ]);
  });

  it("names no digit of the network's where it makes out none", () => {
    const network = { digit: 1, confidences: prediction.confidences.map(() => 0.02) };
    const answer = { ...prediction, network, hand: { n_digits: 4, changed: true } };
    expect(show({ state: "read", answer, ink })).toHaveTextContent(
      "everybody’s network alone makes out no digit",
    );
  });

  it("says nothing of the own memory where it changed nothing", () => {
    const answer = { ...prediction, hand: { n_digits: 4, changed: false } };
    expect(show({ state: "read", answer, ink })).not.toHaveTextContent("memory");
  });

  it("asks for a gap between several digits, and guesses none of them", () => {
    const words = show({ state: "read", answer: { ...prediction, certain: false, n_seen: 2 }, ink });
    expect(words).toHaveTextContent("That looks like 2 digits. Leave a gap between them");
    expect(screen.getByTestId("digit")).toHaveTextContent(/^\?$/);
  });

  it("gives nothing up while the pen moves", () => {
    const answer = { ...prediction, certain: false, confidences: prediction.confidences.map(() => 0.02) };
    expect(show({ state: "read", answer, ink }, true)).toHaveTextContent("Reading…");
    expect(screen.getByTestId("digit")).toBeEmptyDOMElement();
  });

  it("stays while the next stroke is read", () => {
    expect(show({ state: "reading", answer: prediction })).toHaveTextContent("A 7.");
  });

  it("gives way to an invitation where nothing is drawn", () => {
    expect(show({ state: "blank" })).toHaveTextContent("Draw something.");
  });

  it.each([
    [{ kind: "away" }, "The server does not answer"],
    [{ kind: "busy", reason: "throttled", wait_s: 6.2 }, "read in 7 s"],
    [{ kind: "busy", reason: "unavailable", wait_s: 5 }, "not ready just now"],
    [{ kind: "refused", code: "blank_drawing", detail: "" }, "There is no ink in the photo"],
    [{ kind: "refused", code: "too_large", detail: "" }, "larger than the server takes"],
    [{ kind: "refused", code: "unheard_of", detail: "The server's own words." }, "The server's own words."],
  ] as const)("tells what went wrong: %j", (failure, words) => {
    expect(show({ state: "failed", answer: null, failure, ink })).toHaveTextContent(words);
  });
});
