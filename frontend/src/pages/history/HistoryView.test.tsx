import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi, type Api } from "../../api/client";
import { createServices } from "../../services";
import { answered, version } from "../../testing/answers";
import HistoryView from "./HistoryView";

const scrolledTo = vi.fn();

beforeEach(() => {
  // jsdom has no scrolling.
  HTMLElement.prototype.scrollIntoView = function scroll() {
    scrolledTo(this.id);
  };
});

afterEach(() => {
  scrolledTo.mockClear();
  Reflect.deleteProperty(HTMLElement.prototype, "scrollIntoView");
  location.hash = "";
});

/** The page of 300 versions, of which the server lists a hundred at once. */
function setUp(hash: string) {
  location.hash = hash;
  const asked: (number | null)[] = [];
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    versions: (_, cursor) => {
      asked.push(cursor);
      const newest = cursor === null ? 300 : cursor - 1;
      const results = Array.from({ length: 100 }, (_, i) => ({ ...version, version: newest - i }));
      const oldest = newest - 99;
      const next = oldest > 1 ? `http://localhost/api/models?cursor=${oldest}` : null;
      return Promise.resolve(answered({ results, next }));
    },
    confusion: () =>
      Promise.resolve(answered({ version: 300, n_digits: 0, n_correct: 0, matrix: [], readings: [] })),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HistoryView services={createServices(api)} version={300} />
    </QueryClientProvider>,
  );
  return { asked };
}

it("asks for older versions until the one that the address names is listed, and scrolls to it", async () => {
  const { asked } = setUp("#/history/150");
  expect(await screen.findByRole("link", { name: "150" })).toBeInTheDocument();
  await expect.poll(() => scrolledTo.mock.calls).toEqual([["version-150"]]);
  expect(asked).toEqual([null, 201]);
});

it("asks for the newest versions alone where the address names none", async () => {
  const { asked } = setUp("#/history");
  await screen.findByRole("link", { name: "300" });
  expect(screen.getByRole("button", { name: "Older versions" })).toBeInTheDocument();
  expect(asked).toEqual([null]);
});
