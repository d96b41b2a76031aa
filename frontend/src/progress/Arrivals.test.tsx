import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { digit } from "../testing/answers";
import { Arrivals } from "./Arrivals";

const newest = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ ...digit, id: n - i, label: (n - i) % 10 }));

it("always shows ten places, however many digits come", () => {
  const places = { nPlaces: 10, gallery: "everyone", fromElsewhere: null } as const;
  const { rerender } = render(<Arrivals digits={newest(2)} nWaiting={2} {...places} />);
  for (let n = 3; n <= 14; n += 1)
    rerender(<Arrivals digits={newest(n).slice(0, 10)} nWaiting={1} {...places} />);
  expect(screen.getAllByRole("listitem")).toHaveLength(10);
  expect(screen.getAllByRole("img")).toHaveLength(10);
  expect(screen.getAllByRole("img", { name: /waits to be learned from/ })).toHaveLength(1);
});

it("says that somebody else verified a digit", () => {
  render(<Arrivals digits={newest(1)} nWaiting={1} nPlaces={10} gallery="everyone" fromElsewhere={8} />);
  expect(screen.getByRole("status")).toHaveTextContent("Somebody else has just verified an 8.");
});
