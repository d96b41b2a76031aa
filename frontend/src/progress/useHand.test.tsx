import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Hand, type ServedModel, type Version } from "../api/client";
import { answered, away, failed, hand, servedModel, version } from "../testing/answers";
import { deferred } from "../testing/deferred";
import { settled } from "../testing/fakeClock";
import { useHand } from "./useHand";
import type { Served } from "./useServedModel";

const held = { id: 5, label: 1, read_as: 7, why: "contradicted" } as const;

/** A server whose answers the test changes, and what the hook has of it. */
function setUp() {
  const server: { hand: Hand; versions: Version[]; isFree: Promise<null>; isAway: boolean } = {
    hand,
    versions: [version],
    isFree: Promise.resolve(null),
    isAway: false,
  };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    hand: () => Promise.resolve(server.isAway ? failed(away) : answered(structuredClone(server.hand))),
    changes: (version: number) => {
      nAsked += 1;
      const { n_digits } = server.hand;
      const found = { version, since: version, n_digits, correct_before: 0, correct_after: 0, changed: [] };
      return Promise.resolve(answered(found));
    },
    versions: async () => {
      await server.isFree;
      return answered({ results: server.versions, next: null });
    },
  };
  let nAsked = 0;
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  function Page({ served }: { served: Served }) {
    const { news, runs, changes, answeredAt_ms, toldAt_ms, refresh } = useHand(api, served);
    const another = runs?.isAnotherUnderWay === true ? " and another," : "";
    return (
      <>
        <output>{`${runs?.ended?.version ?? "?"}${another} ${news?.setAside.length ?? "no"} set aside`}</output>
        <output>{`${changes?.n_digits ?? "no"} compared`}</output>
        <output>{answeredAt_ms > toldAt_ms ? "failed since" : "told"}</output>
        <button type="button" onClick={refresh}>
          refresh
        </button>
      </>
    );
  }
  const shown = (served: Served) => (
    <QueryClientProvider client={queries}>
      <Page served={served} />
    </QueryClientProvider>
  );
  const { rerender } = render(shown({ state: "loading" }));
  const serve = (model: Partial<ServedModel>, awaited_until_ms: number | null = null) => {
    const watch = {
      model: { ...servedModel, ...model },
      news: { kind: "none" },
      isKept: false,
      awaited_until_ms,
    } as const;
    rerender(shown({ state: "known", watch, isAwaited: awaited_until_ms !== null, isStale: false }));
  };
  return { server, serve, nAsked: () => nAsked };
}

it("tells what a refused run set aside, although the served version is as it was before the run", async () => {
  const { server, serve } = setUp();
  serve({});
  await waitFor(() => expect(screen.getByText("1 no set aside")).toBeInTheDocument());
  server.versions = [{ ...version, version: 2, status: "training" }, version];
  serve({ is_training: true });
  await waitFor(() => expect(screen.getByText("1 and another, no set aside")).toBeInTheDocument());
  server.versions = [{ ...version, version: 2, status: "rejected" }, version];
  // The server answers for the hand before it answers for its versions.
  const free = deferred<null>();
  server.isFree = free.promise;
  server.hand = { ...hand, n_held: 1, held: [held] };
  serve({ is_training: false });
  await act(settled);
  free.resolve(null);
  await waitFor(() => expect(screen.getByText("2 1 set aside")).toBeInTheDocument());
});

it("has been told nothing where a request failed", async () => {
  const { server, serve } = setUp();
  serve({});
  expect(await screen.findByText("told")).toBeInTheDocument();
  await act(settled);
  server.isAway = true;
  fireEvent.click(screen.getByRole("button", { name: "refresh" }));
  expect(await screen.findByText("failed since")).toBeInTheDocument();
});

it("compares the versions again when this person's digits change, and only then", async () => {
  const { server, serve, nAsked } = setUp();
  serve({});
  expect(await screen.findByText("10 compared")).toBeInTheDocument();
  await act(settled);
  const before = nAsked();
  fireEvent.click(screen.getByRole("button", { name: "refresh" }));
  await act(settled);
  expect(nAsked()).toBe(before);
  server.hand = { ...hand, n_digits: 11 };
  fireEvent.click(screen.getByRole("button", { name: "refresh" }));
  expect(await screen.findByText("11 compared")).toBeInTheDocument();
});
