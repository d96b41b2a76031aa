import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { DigitInk } from "./DigitInk";

it("asks for the drawing, and gives the request up when it leaves the page", () => {
  const { unmount } = render(<DigitInk id={12} alt="A 4" />);
  const image = screen.getByRole("img", { name: "A 4" });
  expect(image).toHaveAttribute("src", "api/digits/12/image.png");
  unmount();
  expect(image).not.toHaveAttribute("src");
});

it("asks for another drawing in its place", () => {
  const { rerender } = render(<DigitInk id={12} alt="A 4" />);
  rerender(<DigitInk id={13} alt="A 4" />);
  expect(screen.getByRole("img")).toHaveAttribute("src", "api/digits/13/image.png");
});
