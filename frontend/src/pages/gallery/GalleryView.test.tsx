import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi, type Api } from "../../api/client";
import type { Result } from "../../api/failure";
import { createServices } from "../../services";
import { answered, away, digit, failed } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import { createFakeClock, settled } from "../../testing/fakeClock";
import GalleryView from "./GalleryView";

/** jsdom has none. The end of the page is never near. */
class NoIntersections {
  readonly observe = () => undefined;
  readonly disconnect = () => undefined;
}

beforeEach(() => vi.stubGlobal("IntersectionObserver", NoIntersections));
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The end of the page is near, and each observer says so at once. */
class AtTheEnd {
  constructor(private readonly onNear: (entries: readonly { isIntersecting: boolean }[]) => void) {}
  readonly observe = () => {
    this.onNear([{ isIntersecting: true }]);
  };
  readonly disconnect = () => undefined;
}

/** The gallery with one's own 2 and 3, of which the 2 is being taken back. */
async function setUp() {
  const clock = createFakeClock();
  const answers = [deferred<Result<null>>(), deferred<Result<null>>()];
  const sent: number[] = [];
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    digits: () =>
      Promise.resolve(answered({ results: [2, 3].map((n) => ({ ...digit, id: n, label: n })), next: null })),
    withdrawDigit: (id) => {
      sent.push(id);
      return answers[sent.length - 1]?.promise ?? Promise.reject(new Error("wanted two at most"));
    },
  };
  const services = createServices(api, clock);
  const open = () =>
    render(
      <QueryClientProvider client={new QueryClient()}>
        <GalleryView services={services} gallery="own" version={1} />
      </QueryClientProvider>,
    );
  const { unmount: leave } = open();
  const takeBack = async (label: number) => {
    fireEvent.click(await screen.findByRole("button", { name: new RegExp(`^Take back the ${label}`) }));
  };
  const pass = (wait_ms: number) => act(() => clock.pass(wait_ms));
  const answer = (i: number, result: Result<null>) => {
    answers[i]?.resolve(result);
    return act(settled);
  };
  await takeBack(2);
  return { sent, open, leave, takeBack, pass, answer };
}

it("says that a digit is taken back once the server has answered so, and not before", async () => {
  const { sent, pass, answer } = await setUp();
  expect(screen.getByText(/^The 2 will be taken back in a moment\./)).toBeInTheDocument();
  expect(sent).toEqual([]);
  await pass(60_000);
  expect(sent).toEqual([2]);
  expect(screen.queryByText(/The 2/)).toBeNull();
  await answer(0, answered(null));
  expect(screen.getByText("The 2 is taken back.")).toBeInTheDocument();
});

it("says that a digit could not be taken back, and shows it again", async () => {
  const { pass, answer } = await setUp();
  await pass(60_000);
  expect(screen.queryByRole("button", { name: /^Take back the 2/ })).toBeNull();
  await answer(0, failed(away));
  expect(screen.getByText(/^The 2 could not be taken back/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: /^Take back the 2/ })).toBeInTheDocument();
});

it("says how it ended also where the next digit is being taken back", async () => {
  const { sent, takeBack, answer } = await setUp();
  await takeBack(3);
  expect(sent).toEqual([2]);
  await answer(0, failed(away));
  const words = /^The 2 could not be taken back.* The 3 will be taken back in a moment\./;
  expect(screen.getByText(words)).toBeInTheDocument();
});

it.each([
  ["is left", () => window.dispatchEvent(new Event("pagehide"))],
  [
    "is out of sight, where a phone stops its clock",
    () => document.dispatchEvent(new Event("visibilitychange")),
  ],
])("sends a digit that is being taken back when the page %s", async (_, happen) => {
  const { sent } = await setUp();
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  act(() => {
    happen();
  });
  expect(sent).toEqual([2]);
});

it("sends nothing yet when the page comes into sight", async () => {
  const { sent } = await setUp();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(sent).toEqual([]);
});

it("tells at the next visit that a digit could not be taken back, and only then", async () => {
  const { sent, open, leave, answer } = await setUp();
  leave();
  expect(sent).toEqual([2]);
  await answer(0, failed(away));
  const { unmount } = open();
  expect(screen.getByText(/^The 2 could not be taken back/)).toBeInTheDocument();
  unmount();
  open();
  expect(screen.queryByText(/^The 2 could not be taken back/)).toBeNull();
});

it("asks no more at the end of the page once the server has not answered, until one presses", async () => {
  vi.stubGlobal("IntersectionObserver", AtTheEnd);
  const asked: (number | null)[] = [];
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    digits: (_, __, cursor) => {
      asked.push(cursor);
      const next = "http://localhost/api/digits?cursor=3";
      return Promise.resolve(cursor === null ? answered({ results: [digit], next }) : failed(away));
    },
  };
  const queries = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  render(
    <QueryClientProvider client={queries}>
      <GalleryView services={createServices(api)} gallery="everyone" version={1} />
    </QueryClientProvider>,
  );
  await screen.findByRole("button", { name: "Try again" });
  await act(settled);
  await act(settled);
  expect(asked).toEqual([null, 3, 3]);
});
