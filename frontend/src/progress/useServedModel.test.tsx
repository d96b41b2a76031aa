import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { createApi } from "../api/client";
import { browserClock } from "../api/clock";
import { ModelPanel } from "./ModelPanel";
import { useServedModel } from "./useServedModel";

afterEach(() => {
  vi.useRealTimers();
});

it("says while the server is away how often it asks again, and asks as often", async () => {
  vi.useFakeTimers();
  let nAsked = 0;
  const api = createApi(() => {
    nAsked += 1;
    return Promise.reject(new TypeError("Failed to fetch"));
  });
  const Panel = () => <ModelPanel served={useServedModel(api, browserClock)} />;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Panel />
    </QueryClientProvider>,
  );
  await act(() => vi.advanceTimersByTimeAsync(100));
  const said = /asks again every (\d*) ?seconds?\.$/.exec(screen.getByRole("status").textContent);
  if (said === null) throw new Error("wanted the page to say how often it asks");
  const interval_s = said[1] === "" ? 1 : Number(said[1]);

  const nAtFirst = nAsked;
  await act(() => vi.advanceTimersByTimeAsync(interval_s * 10_000));
  expect(nAsked - nAtFirst).toBe(10);
});
