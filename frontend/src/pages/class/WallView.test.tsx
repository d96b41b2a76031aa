import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type ServedModel } from "../../api/client";
import { answered, servedModel } from "../../testing/answers";
import WallView from "./WallView";

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
