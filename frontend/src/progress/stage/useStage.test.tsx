import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi, type Training, type Version } from "../../api/client";
import { browserClock } from "../../api/clock";
import type { Result } from "../../api/failure";
import { createOutbox } from "../../api/outbox/outbox";
import { createOutboxStorage } from "../../api/outbox/outboxStorage";
import { addedDigit, answered, away, failed, version } from "../../testing/answers";
import { useStage } from "./useStage";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const gone: Result<never> = failed({ kind: "refused", code: "not_found", detail: "" });
const training = (status: Training["status"]): Result<Training> =>
  answered({ version: 2, status, progress: 0, curve: [] });

/** The stage after this person's digit has made a ten whole, and a server whose answers the test changes. */
async function setUp({ isPaused = false } = {}) {
  const server: { training: Result<Training>; version: Result<Version>; nAsked: number } = {
    training: training("queued"),
    version: failed(away),
    nAsked: 0,
  };
  const api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    changes: () => Promise.resolve(failed(away)),
    version: () => Promise.resolve(server.version),
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

it("tells that a version has learned though nobody says what it changed", async () => {
  const { server, stage, pass } = await setUp();
  server.training = training("promoted");
  await pass(500);
  expect(stage()).toMatchObject({ isTold: false });
  await pass(5000); // what it changed was asked for twice
  expect(stage()).toMatchObject({ isTold: true, changes: null, training: { status: "promoted" } });
});

it("tells at once that a version was not taken, and why", async () => {
  const { server, stage, pass } = await setUp();
  const why: Version["why"] = { code: "contradicted", params: { new: 8, contradicted: 7, most: 5 } };
  server.version = answered({ ...version, version: 2, status: "rejected", why });
  server.training = training("rejected");
  await pass(250); // it is asked for five times a second
  expect(stage()).toMatchObject({ isTold: true, refusal: { why } });
});

it("tells that a version was not taken though nobody says why", async () => {
  const { server, stage, pass } = await setUp();
  server.training = training("rejected");
  await pass(3000); // why was asked for twice
  expect(stage()).toMatchObject({ isTold: true, refusal: null });
});

it("closes where its version is gone in a new beginning, and asks no more", async () => {
  const { server, stage, pass } = await setUp();
  server.training = gone;
  await pass(5000);
  expect(stage()).toBeNull();
  const { nAsked } = server;
  await pass(60_000);
  expect(server.nAsked).toBe(nAsked);
});

it("asks a server that does not answer less often", async () => {
  const { server, stage, pass } = await setUp();
  server.training = failed(away);
  await pass(3000);
  const { nAsked } = server;
  await pass(12_000);
  expect(server.nAsked - nAsked).toBeLessThanOrEqual(8); // four times, and once more each time
  expect(stage()).not.toBeNull();
  server.training = training("rejected");
  await pass(6000);
  expect(stage()).toMatchObject({ isTold: true });
});
