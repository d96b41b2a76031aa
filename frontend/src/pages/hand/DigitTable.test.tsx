import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { DigitTable } from "./DigitTable";

it("calls a digit that is counted, but in the memory no more, one that was not drawn lately", () => {
  const digits = [
    { label: 3, count: 0, network: 0, hand: 0, now: null },
    { label: 4, count: 12, network: 11, hand: 11, now: null },
  ];
  render(<DigitTable digits={digits} />);
  expect(screen.getByRole("row", { name: "3 0 not drawn" })).toBeInTheDocument();
  expect(screen.getByRole("row", { name: "4 12 11 11 not lately" })).toBeInTheDocument();
});
