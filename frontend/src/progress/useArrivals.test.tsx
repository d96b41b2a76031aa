import { notifyManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, renderHook, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { createApi, type AddedDigit, type Digit } from "../api/client";
import type { Result } from "../api/failure";
import { createOutbox } from "../api/outbox/outbox";
import { createOutboxStorage } from "../api/outbox/outboxStorage";
import { addedDigit, answered, digit } from "../testing/answers";
import { deferred } from "../testing/deferred";
import { createFakeClock, settled } from "../testing/fakeClock";
import { useArrivals } from "./useArrivals";

it("shows no earlier list again when the number of new digits begins anew", async () => {
  let stored: readonly Digit[] = [];
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    digits: () => Promise.resolve(answered({ results: [...stored], next: null })),
  };
  const outbox = createOutbox({
    storage: createOutboxStorage(() => localStorage),
    send: () => Promise.reject(new TypeError("unexpected")),
    clock: createFakeClock(),
  });
  const shown: number[] = [];
  function Page({ nNew }: { nNew: number }) {
    const { digits } = useArrivals(api, outbox, 10, 1, nNew);
    if (digits === null) return null;
    shown.push(digits.length);
    return <p>{digits.length} shown</p>;
  }
  const queries = new QueryClient();
  const page = (nNew: number) => (
    <QueryClientProvider client={queries}>
      <Page nNew={nNew} />
    </QueryClientProvider>
  );
  const { rerender } = render(page(0));
  await screen.findByText("0 shown");
  stored = [digit];
  rerender(page(1));
  await screen.findByText("1 shown");
  const nBefore = shown.length;
  stored = [{ ...digit, id: digit.id + 1 }, digit];
  rerender(page(0)); // the ten is whole
  await screen.findByText("2 shown");
  expect(shown.slice(nBefore)).not.toContain(0);
});

describe("digits that others check", () => {
  /** A server with digits, and a page with an outbox; `look` renders the hook and asks for the newest ones again. */
  function setUp() {
    const server = {
      ids: [1],
      answer: (id: number) => Promise.resolve<Result<AddedDigit>>(answered({ ...addedDigit, id })),
    };
    const api = {
      ...createApi(() => Promise.reject(new TypeError("unexpected"))),
      digits: () =>
        Promise.resolve(answered({ results: server.ids.map((id) => ({ ...digit, id })), next: null })),
    };
    const outbox = createOutbox({
      storage: createOutboxStorage(() => localStorage),
      send: () => {
        const id = Math.max(...server.ids) + 1;
        server.ids = [id, ...server.ids];
        return server.answer(id);
      },
      clock: createFakeClock(),
    });
    const queries = new QueryClient();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    );
    const open = async () => {
      const { result, rerender, unmount } = renderHook(
        ({ nNew }: { nNew: number }) => useArrivals(api, outbox, 10, 1, nNew),
        { initialProps: { nNew: 0 }, wrapper },
      );
      // The answer is there, and has been told: the client tells in a task of its own.
      const told = async () => {
        await act(settled);
        while (queries.isFetching() > 0) await act(settled);
        await act(
          () =>
            new Promise<void>((resolve) => {
              notifyManager.schedule(resolve);
            }),
        );
      };
      await told();
      let nNew = 0;
      const look = async () => {
        rerender({ nNew: (nNew += 1) });
        await told();
        return result.current.elsewhere;
      };
      return { look, close: unmount };
    };
    return { server, outbox, open };
  }
  const seven = { label: 7, ink: { image: "" } };

  it("are counted, but none that this page sent, on whatever page of it", async () => {
    const { server, outbox, open } = setUp();
    const first = await open();
    first.close();
    outbox.add(seven); // as in the game
    await act(settled);
    const { look } = await open();
    expect(await look()).toMatchObject({ n: 0, label: null });
    outbox.add(seven);
    await act(settled);
    expect(await look()).toMatchObject({ n: 0, label: null });
    server.ids = [9, ...server.ids];
    expect(await look()).toMatchObject({ n: 1, label: digit.label });
  });

  it("are not those that came before this visit, though an older list is still kept", async () => {
    const { server, open } = setUp();
    const first = await open();
    first.close();
    server.ids = [9, ...server.ids];
    const { look } = await open();
    expect(await look()).toMatchObject({ n: 0, label: null });
  });

  it("are not one's own that the server has stored, and whose answer is on its way", async () => {
    const { server, outbox, open } = setUp();
    const { look } = await open();
    const late = deferred<Result<AddedDigit>>();
    server.answer = () => late.promise;
    outbox.add(seven);
    expect(await look()).toMatchObject({ n: 0, label: null });
    late.resolve(answered({ ...addedDigit, id: 2 }));
    await act(settled);
    expect(await look()).toMatchObject({ n: 0, label: null });
  });
});
