import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Hand } from "../api/client";
import { hand } from "../testing/answers";
import { texts } from "../texts";
import { HandProgress } from "./HandProgress";

const measured = (correct: number, count: number) => ({ correct, count, low: 0, high: 1 });

it("says how many digits a version reads that reads them as the one before, so that none is taken for read", () => {
  const changes = { version: 3, since: 2, n_digits: 7, correct_before: 0, correct_after: 0, changed: [] };
  render(<HandProgress hand={hand} changes={changes} handAddress="#" gameAddress="#" />);
  expect(screen.getByText("It reads 0 of your newest 7 digits, the same as before.")).toBeInTheDocument();
});

it.each([
  [1, /^1 of your 1 digit read at first sight/],
  [499, /^499 of your 499 digits read at first sight/],
  [500, /^500 of your newest 500 digits read at first sight/],
])("says of %i digits that they are the newest where there may be more", (count, said) => {
  const first_sight = { network: measured(count, count), hand: measured(count, count) };
  render(<HandProgress hand={{ ...hand, first_sight }} changes={null} handAddress="#" gameAddress="#" />);
  expect(screen.getByText(said)).toBeInTheDocument();
});

it("says that there are no digits once the server has said so, and nothing before", () => {
  const page = (of: Hand | null) => <HandProgress hand={of} changes={null} handAddress="#" gameAddress="#" />;
  const { rerender } = render(page(null));
  expect(screen.queryByText(texts.hand.none)).not.toBeInTheDocument();
  rerender(page({ ...hand, n_digits: 0 }));
  expect(screen.getByText(texts.hand.none)).toBeInTheDocument();
});
