import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import Lesson from "./Lesson";

it("leads to the wall, by an address that can be typed from a printed sheet", () => {
  render(<Lesson />);
  const wall = screen.getByRole("link", { name: /^The wall: http:\/\/[^#]+\/wall$/ });
  expect(wall).toHaveAttribute("href", "#/wall");
});
