import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Hand, type ServedModel, type Version } from "../api/client";
import { answered, hand, servedModel, version } from "../testing/answers";
import { deferred } from "../testing/deferred";
import { settled } from "../testing/fakeClock";
import { useHand } from "./useHand";
import type { Served } from "./useServedModel";

const held = { id: 5, label: 1, read_as: 7, why: "contradicted" } as const;

/** A server whose answers the test changes, and what the hook has of it. */
function setUp() {
  const server: { hand: Hand; versions: Version[]; isFree: Promise<null> } = {
    hand,
    versions: [version],
    isFree: Promise.resolve(null),
  };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    hand: () => Promise.resolve(answered(server.hand)),
    versions: async () => {
      await server.isFree;
      return answered({ results: server.versions, next: null });
    },
  };
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  function Page({ served }: { served: Served }) {
    const { news, runs } = useHand(api, served);
    const another = runs?.isAnotherUnderWay === true ? " and another," : "";
    return (
      <output>{`${runs?.ended?.version ?? "?"}${another} ${news?.setAside.length ?? "no"} set aside`}</output>
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
  return { server, serve };
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
