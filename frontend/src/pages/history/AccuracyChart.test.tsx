import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { version } from "../../testing/answers";
import { AccuracyChart } from "./AccuracyChart";

it("tells the version that reads from one that was refused, in the chart and in its legend", () => {
  const rejected = { ...version, version: 2, status: "rejected" as const };
  const { container } = render(<AccuracyChart versions={[rejected, version]} served={1} />);
  const classes = [...container.querySelectorAll("circle")].map((dot) => dot.getAttribute("class") ?? "");
  expect(classes.filter((name) => name.includes("served"))).toHaveLength(2); // one on each line
  expect(classes.filter((name) => name.includes("rejected"))).toHaveLength(2);
  for (const word of ["Reading now", "Not taken"]) expect(screen.getByText(word)).toBeInTheDocument();
});

it("has a heading over the digits of people, which is no entry of the legend above it", () => {
  render(<AccuracyChart versions={[version]} served={1} />);
  expect(screen.getByRole("heading", { name: "How it reads people’s digits" })).toBeInTheDocument();
  expect(screen.queryByText(/^people’s digits, set aside/)).not.toBeInTheDocument();
});

it("does not say that no digit of people is set aside where only the version that reads was not measured on any", () => {
  render(<AccuracyChart versions={[{ ...version, test_detail: null }]} served={1} />);
  expect(screen.getByText("The version that reads now was not measured on any yet.")).toBeInTheDocument();
});
