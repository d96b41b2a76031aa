import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi, type Training } from "../../api/client";
import { browserClock } from "../../api/clock";
import type { Result } from "../../api/failure";
import { createOutbox } from "../../api/outbox/outbox";
import { createOutboxStorage } from "../../api/outbox/outboxStorage";
import { addedDigit, answered } from "../../testing/answers";
import { useStage } from "./useStage";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const training = (status: Training["status"]): Result<Training> =>
  answered({ version: 2, status, progress: 0, curve: [] });

/** The stage after this person's digit has made a ten whole, and a server whose answers the test changes. */
async function setUp({ isPaused = false } = {}) {
  const server = { training: training("queued"), nAsked: 0 };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    training: () => {
      server.nAsked += 1;
      return Promise.resolve(server.training);
    },
  };
  const ten = { version: 2, digits: [] };
  const outbox = createOutbox({
    storage: createOutboxStorage(() => localStorage),
    send: () => Promise.resolve(answered({ ...addedDigit, ten })),
    clock: browserClock,
  });
  const queries = new QueryClient();
  const { result, rerender } = renderHook(
    (props: { isPaused: boolean }) => useStage(api, outbox, browserClock, false, props.isPaused),
    {
      initialProps: { isPaused },
      wrapper: ({ children }: { children: ReactNode }) => (
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      ),
    },
  );
  const pause = (to: boolean) => {
    rerender({ isPaused: to });
  };
  const pass = (time_ms: number) => act(() => vi.advanceTimersByTimeAsync(time_ms));
  outbox.add({ label: 7, ink: { image: "" } });
  await pass(0);
  return {
    server,
    stage: () => result.current.stage,
    pause,
    pass,
  };
}

it("opens no stage while the learning is paused, and asks for no line; it opens when the learning goes on", async () => {
  const { server, stage, pause, pass } = await setUp({ isPaused: true });
  await pass(60_000);
  expect(stage()).toBeNull();
  expect(server.nAsked).toBe(1);
  pause(false);
  await pass(1000);
  expect(stage()).toMatchObject({ isTold: false, training: { status: "queued" } });
  expect(server.nAsked).toBeGreaterThan(2);
});

it("closes a stage whose ten has to wait, and leaves one whose result is known", async () => {
  const { server, stage, pause, pass } = await setUp();
  expect(stage()).not.toBeNull();
  pause(true);
  expect(stage()).toBeNull();
  pause(false);
  server.training = training("rejected");
  await pass(3000);
  pause(true);
  expect(stage()).toMatchObject({ isTold: true });
});
