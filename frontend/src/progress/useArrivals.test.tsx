import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Digit } from "../api/client";
import { createOutbox } from "../api/outbox/outbox";
import { createOutboxStorage } from "../api/outbox/outboxStorage";
import { answered, digit } from "../testing/answers";
import { createFakeClock } from "../testing/fakeClock";
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
