import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Hand } from "./api/client";
import { askAnewForAnotherHand, handQuery } from "./api/queries";
import { createServices } from "./services";
import { answered, hand } from "./testing/answers";
import { createFakeClock, settled } from "./testing/fakeClock";
import { useHandOfOtherTabs } from "./useHandOfOtherTabs";

const run = (version: number) => ({
  ended: { version, status: "promoted", finished_at: null } as const,
  isAnotherUnderWay: false,
  undone: null,
});
const readsOnes: Hand = {
  ...hand,
  by_digit: hand.by_digit.map((digit) => (digit.label === 1 ? { ...digit, now: "everybody" } : digit)),
};

/** The storage events that other tabs get of what this one does. */
async function eventsOf(change: () => Promise<void>): Promise<StorageEvent[]> {
  const before = new Map(Object.entries(localStorage));
  await change();
  return Object.keys(localStorage)
    .filter((key) => localStorage.getItem(key) !== before.get(key))
    .map((key) => new StorageEvent("storage", { key }));
}

it("makes no news of the difference between two hands, and takes nothing of the other one back", async () => {
  const server = { hand };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    hand: () => Promise.resolve(answered(server.hand)),
  };
  const services = createServices(api, createFakeClock());
  const queries = new QueryClient();
  function Page({ version }: { version: number }) {
    useHandOfOtherTabs(services);
    const { data } = useQuery(handQuery(api, run(version)));
    return <p>{data === undefined ? "unknown" : data.news === null ? "no news" : "news"}</p>;
  }
  const page = (version: number) => (
    <QueryClientProvider client={queries}>
      <Page version={version} />
    </QueryClientProvider>
  );
  const { rerender } = render(page(1));
  await screen.findByText("no news");
  services.takeBack.offer({ ids: [3], label: 7, key: "seven" });

  for (let i = 0; i < 2; i += 1) {
    // The other tab has changed the hand, and meanwhile a run has ended.
    server.hand = i === 0 ? readsOnes : hand;
    const events = await eventsOf(() => askAnewForAnotherHand(new QueryClient()));
    rerender(page(2 + i));
    await act(async () => {
      for (const event of events) window.dispatchEvent(event);
      await settled();
      await queries.refetchQueries();
      await settled();
    });
    expect(screen.getByText("no news")).toBeInTheDocument();
  }
  expect(services.takeBack.get().state).toBe("none");

  // Within one hand it is news.
  server.hand = readsOnes;
  rerender(page(4));
  await act(async () => {
    await queries.refetchQueries();
    await settled();
  });
  expect(screen.getByText("news")).toBeInTheDocument();
});
