import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
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

/** The page of 30 versions, of which the server lists ten at once. */
function setUp(hash: string) {
  location.hash = hash;
  const asked: (number | null)[] = [];
  const askedAlone: number[] = [];
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    versions: (_, cursor) => {
      asked.push(cursor);
      const newest = cursor === null ? 30 : cursor - 1;
      const results = Array.from({ length: 10 }, (_, i) => ({ ...version, version: newest - i }));
      const oldest = newest - 9;
      const next = oldest > 1 ? `http://localhost/api/models?cursor=${oldest}` : null;
      return Promise.resolve(answered({ results, next }));
    },
    version: (number) => {
      askedAlone.push(number);
      return Promise.resolve(answered({ ...version, version: number }));
    },
    confusion: () =>
      Promise.resolve(answered({ version: 30, n_digits: 0, n_correct: 0, matrix: [], readings: [] })),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HistoryView services={createServices(api)} version={30} />
    </QueryClientProvider>,
  );
  return { asked, askedAlone };
}

it("asks for an old version that the address names alone, and scrolls to it", async () => {
  const { asked, askedAlone } = setUp("#/history/5");
  expect(await screen.findByRole("link", { name: "5" })).toBeInTheDocument();
  await expect.poll(() => scrolledTo.mock.calls).toEqual([["version-5"]]);
  expect([asked, askedAlone]).toEqual([[null], [5]]);
});

it("shows a version that the address names once, also when the list has come to it", async () => {
  setUp("#/history/15");
  expect(await screen.findByRole("link", { name: "15" })).toBeInTheDocument();
  fireEvent.click(screen.getByRole("button", { name: "Older versions" }));
  expect(await screen.findByRole("link", { name: "14" })).toBeInTheDocument();
  expect(screen.getAllByRole("link", { name: "15" })).toHaveLength(1);
});

it.each(["", "/25", "/0.5", "/none", "/1e1"])(
  "asks for the newest versions alone at #/history%s",
  async (part) => {
    const { asked, askedAlone } = setUp(`#/history${part}`);
    await screen.findByRole("link", { name: "30" });
    expect(screen.getByRole("button", { name: "Older versions" })).toBeInTheDocument();
    expect([asked, askedAlone]).toEqual([[null], []]);
  },
);
