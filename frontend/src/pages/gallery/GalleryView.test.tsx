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
  render(
    <QueryClientProvider client={new QueryClient()}>
      <GalleryView services={createServices(api, clock)} gallery="own" version={1} />
    </QueryClientProvider>,
  );
  const takeBack = async (label: number) => {
    fireEvent.click(await screen.findByRole("button", { name: new RegExp(`^Take back the ${label}`) }));
  };
  const pass = (wait_ms: number) => act(() => clock.pass(wait_ms));
  const answer = (i: number, result: Result<null>) => {
    answers[i]?.resolve(result);
    return act(settled);
  };
  await takeBack(2);
  return { sent, takeBack, pass, answer };
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
