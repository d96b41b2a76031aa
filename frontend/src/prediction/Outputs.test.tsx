import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { prediction } from "../testing/answers";
import { Outputs } from "./Outputs";

const addresses = { insideAddress: "#/inside", memoriesAddress: "#/learn/twoMemories" };

it("shows ten outputs as percentages, and says that they are no probabilities", () => {
  render(<Outputs answer={prediction} figure={null} {...addresses} />);
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

it("explains the own memory where it has corrected the bars, and marks where the network's would end", () => {
  const network = {
    digit: 1,
    confidences: prediction.confidences.map((_, digit) => (digit === 1 ? 0.9 : 0)),
  };
  const { container } = render(
    <Outputs
      answer={{ ...prediction, network, hand: { n_digits: 4, changed: true } }}
      figure={null}
      {...addresses}
    />,
  );
  expect(screen.getByText(/not probabilities\. .* is a second memory, your own/)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Why there are two memories" })).toHaveAttribute(
    "href",
    "#/learn/twoMemories",
  );
  const marks = [...container.querySelectorAll<HTMLElement>("[style*=left]")].map(({ style }) => style.left);
  expect(marks).toEqual(["0%", "90%", "0%", "0%", "0%"]); // of 0, 1, 2, 7 and 9, which the memory changed
});

it("says which digit of a number it is shown with, and nothing of the kind for a single digit", () => {
  const { rerender } = render(<Outputs answer={prediction} figure={null} {...addresses} which="The last." />);
  expect(screen.getByText("The last.")).toBeInTheDocument();
  rerender(<Outputs answer={prediction} figure={null} {...addresses} />);
  expect(screen.queryByText("The last.")).not.toBeInTheDocument();
});

it("shows no percentages where nothing was read", () => {
  render(<Outputs answer={null} figure={null} {...addresses} />);
  expect(screen.queryByText(/\d%$/)).not.toBeInTheDocument();
});
