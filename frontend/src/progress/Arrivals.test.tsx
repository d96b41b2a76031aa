import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Digit } from "../api/client";
import { browserClock } from "../api/clock";
import { digit } from "../testing/answers";
import { createFakeClock } from "../testing/fakeClock";
import { Arrivals } from "./Arrivals";
import { nothingYet, type Elsewhere } from "./fromElsewhere";

const newest = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ ...digit, id: n - i, label: (n - i) % 10 }));

it("always shows ten places, however many digits come", () => {
  const places = { nPlaces: 10, gallery: "everyone", elsewhere: nothingYet, clock: browserClock } as const;
  const { rerender } = render(<Arrivals digits={newest(2)} nWaiting={2} {...places} />);
  for (let n = 3; n <= 14; n += 1)
    rerender(<Arrivals digits={newest(n).slice(0, 10)} nWaiting={1} {...places} />);
  expect(screen.getAllByRole("listitem")).toHaveLength(10);
  expect(screen.getAllByRole("img")).toHaveLength(10);
  expect(screen.getAllByRole("img", { name: /waits to be learned from/ })).toHaveLength(1);
});

it("does not say of a digit that only tests the network that it waits to be learned from", () => {
  const places = { nPlaces: 10, gallery: "everyone", elsewhere: nothingYet, clock: browserClock } as const;
  const digits = newest(3).map((one) => ({ ...one, is_training_input: one.id !== 2 }));
  render(<Arrivals digits={digits} nWaiting={3} {...places} />);
  const waiting = screen.getAllByRole("img", { name: /waits to be learned from/ });
  expect(waiting.map((image) => image.getAttribute("alt")?.slice(0, 3))).toEqual(["A 3", "A 1"]);
  expect(screen.getByRole("img", { name: "A 2" })).toBeInTheDocument();
});

it("says of none that it waits where it shows one's own alone, since the number is of everybody's", () => {
  const elsewhere = { newest: 3, n: 2, isAtLeast: false, label: 3 }; // from another window of the same person
  const places = { nPlaces: 10, gallery: "own", elsewhere, clock: browserClock } as const;
  render(<Arrivals digits={newest(3)} nWaiting={2} {...places} />);
  expect(screen.getAllByRole("img")).toHaveLength(3);
  expect(screen.queryByRole("img", { name: /waits to be learned from/ })).toBeNull();
  expect(screen.getByRole("status")).toHaveTextContent(/^By you; below each what you said it is\.$/);
});

it("sums up what others verify, and says it once in ten seconds at most", async () => {
  const clock = createFakeClock();
  const page = (n: number, isAtLeast = false) => (
    <Arrivals
      digits={newest(1)}
      nWaiting={1}
      nPlaces={10}
      gallery="everyone"
      elsewhere={n === 0 ? nothingYet : { newest: n, n, isAtLeast, label: 8 }}
      clock={clock}
    />
  );
  const pass = (time_ms: number) => act(() => clock.pass(time_ms));
  const { rerender } = render(page(0));
  const words = screen.getByRole("status");
  expect(words).toHaveTextContent("By everybody here;");
  rerender(page(1));
  await pass(0);
  expect(words).toHaveTextContent("Somebody else has just checked an 8.");
  rerender(page(2));
  await pass(5_000);
  rerender(page(40));
  await pass(4_999);
  expect(words).toHaveTextContent("Somebody else has just checked an 8.");
  await pass(1);
  expect(words).toHaveTextContent("Others have checked 40 digits since you opened this page.");
  rerender(page(50, true));
  await pass(10_000);
  expect(words).toHaveTextContent("at least 50 digits");
});

it("says the first digit of others once, although the list has it a moment before the count", async () => {
  const clock = createFakeClock();
  const page = (n: number, elsewhere: Elsewhere) => (
    <Arrivals
      digits={newest(n)}
      nWaiting={0}
      nPlaces={10}
      gallery="everyone"
      elsewhere={elsewhere}
      clock={clock}
    />
  );
  const { rerender } = render(page(0, nothingYet));
  const words = screen.getByRole("status");
  rerender(page(1, nothingYet));
  expect(words).toHaveTextContent("Nothing yet");
  rerender(page(1, { newest: 1, n: 1, isAtLeast: false, label: 8 }));
  await act(() => clock.pass(0));
  expect(words).toHaveTextContent("Somebody else has just checked an 8.");
});

it("says that there are none once the server has said so, and nothing before", async () => {
  const clock = createFakeClock();
  const page = (digits: readonly Digit[] | null) => (
    <Arrivals {...{ digits, clock }} nWaiting={0} nPlaces={10} gallery="everyone" elsewhere={nothingYet} />
  );
  const { rerender } = render(page(null));
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  rerender(page([]));
  await act(() => clock.pass(0));
  expect(screen.getByRole("status")).toHaveTextContent("Nothing yet: yours will be the first.");
});
