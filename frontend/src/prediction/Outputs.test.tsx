import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { prediction } from "../testing/answers";
import { Outputs } from "./Outputs";

it("shows ten outputs as percentages, and says that they are no probabilities", () => {
  render(<Outputs answer={prediction} figure={null} insideAddress="#/inside" />);
  const items = screen.getAllByRole("listitem");
  expect(items.map((item) => item.textContent.replaceAll("\u2007", ""))).toEqual([
    "01%",
    "130%",
    "22%",
    "30%",
    "40%",
    "50%",
    "60%",
    "798%",
    "80%",
    "912%",
  ]);
  expect(
    screen.getByText(/Ten answers that do not know of each other, not probabilities/),
  ).toBeInTheDocument();
});

it("says that the bars are of both memories where the own one has corrected them, and marks the network's", () => {
  const network = {
    digit: 1,
    confidences: prediction.confidences.map((_, digit) => (digit === 1 ? 0.9 : 0)),
  };
  const { container } = render(
    <Outputs
      answer={{ ...prediction, network, hand: { n_digits: 4, changed: true } }}
      figure={null}
      insideAddress="#/inside"
    />,
  );
  expect(screen.getByText(/^Of both memories together/)).toBeInTheDocument();
  const marks = [...container.querySelectorAll<HTMLElement>("[style*=left]")].map(({ style }) => style.left);
  expect(marks).toEqual(["0%", "90%", "0%", "0%", "0%"]); // of 0, 1, 2, 7 and 9, which the memory changed
});

it("shows no percentages where nothing was read", () => {
  render(<Outputs answer={null} figure={null} insideAddress="#/inside" />);
  expect(screen.queryByText(/\d%$/)).not.toBeInTheDocument();
});
