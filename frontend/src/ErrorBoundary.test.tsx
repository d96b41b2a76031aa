import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ErrorBoundary } from "./ErrorBoundary";

it("says that the page has stumbled, and offers to load it again", () => {
  vi.spyOn(console, "error").mockReturnValue();
  const Fault = () => {
    throw new Error("planted");
  };
  render(
    <ErrorBoundary>
      <Fault />
    </ErrorBoundary>,
  );
  expect(screen.getByRole("heading")).toHaveTextContent("The page has stumbled");
  expect(screen.getByRole("button", { name: "Load again" })).toBeEnabled();
});
