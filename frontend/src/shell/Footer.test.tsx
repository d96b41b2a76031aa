import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Footer } from "./Footer";

it.each([
  ["What is kept of you", "#/learn/question-kept"],
  ["Six questions, answered", "#/learn/questions"],
])("leads from every page to %s", (name, address) => {
  render(<Footer program={undefined} hasShortcuts={false} keysAreOn onSwitchKeys={() => undefined} />);
  expect(screen.getByRole("link", { name })).toHaveAttribute("href", address);
});
