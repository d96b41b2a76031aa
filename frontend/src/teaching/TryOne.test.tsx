import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { TryOne } from "./TryOne";

test("a sample is chosen by a click and by a key, and not by the second click of two", () => {
  const onTry = vi.fn();
  render(<TryOne onTry={onTry} />);
  const four = screen.getByRole("button", { name: "Write a sample 4" });
  fireEvent.click(four, { detail: 2 });
  expect(onTry).not.toHaveBeenCalled();
  fireEvent.click(four, { detail: 1 });
  fireEvent.click(four, { detail: 0 }); // as Enter and Space do
  expect(onTry.mock.calls).toEqual([[4], [4]]);
});
