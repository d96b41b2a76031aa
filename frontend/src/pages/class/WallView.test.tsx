import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { createApi, type ServedModel } from "../../api/client";
import { answered, prediction, servedModel } from "../../testing/answers";
import WallView from "./WallView";

// It paints a canvas, which jsdom has not.
vi.mock("../../network/live/LiveNetwork", () => ({ LiveNetwork: () => null }));

it.each([
  [{ new_digits: 3 }, "7 digits more, and the network learns"],
  [{ is_training: true }, "It is learning…"],
  [{ is_pinned: true, new_digits: 3 }, "The learning is paused"],
  [{ is_pinned: true, is_training: true }, "The learning is paused"],
])("says of %j: %s", async (changes: Partial<ServedModel>, words) => {
  const model = { ...servedModel, ...changes };
  const wall = { model, address: null, is_frozen: false, shows_drawings: false };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    wall: () => Promise.resolve(answered({ ...wall, digits: [], drawings: [], lit: null })),
    versions: () => Promise.resolve(answered({ results: [], next: null })),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WallView api={api} />
    </QueryClientProvider>,
  );
  expect(await screen.findByText(words)).toBeInTheDocument();
  expect(screen.queryAllByText(/network learns|is learning|is paused/)).toHaveLength(1);
});

it.each([
  [0.98, "It reads a 7."],
  [0.19, undefined], // below a fifth no output means a digit
])("names what the newest digit is read as, with an output of %d: %s", async (output, words) => {
  const inside = { pixels: "", hidden: [] };
  const lit = {
    ...prediction,
    inside,
    confidences: prediction.confidences.map((_, i) => (i === 7 ? output : 0)),
  };
  const wall = { model: servedModel, address: null, is_frozen: false, shows_drawings: true };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    wall: () =>
      Promise.resolve(answered({ ...wall, digits: [{ id: 1, label: 1, hand: "a" }], drawings: [], lit })),
    versions: () => Promise.resolve(answered({ results: [], next: null })),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WallView api={api} />
    </QueryClientProvider>,
  );
  await screen.findAllByRole("img", { name: "A 1" });
  expect(screen.queryByText("7")?.getAttribute("aria-label")).toBe(words);
});
