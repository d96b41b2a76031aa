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

it("shows no percentages where nothing was read", () => {
  render(<Outputs answer={null} figure={null} insideAddress="#/inside" />);
  expect(screen.queryByText(/\d%$/)).not.toBeInTheDocument();
});
