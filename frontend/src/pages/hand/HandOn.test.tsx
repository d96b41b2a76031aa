import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { createApi, type Api } from "../../api/client";
import type { Failure } from "../../api/failure";
import { createServices, type Services } from "../../services";
import { answered, away, failed, hand } from "../../testing/answers";
import { HandOn } from "./HandOn";
import { handsBefore } from "./handsBefore";
import { useChangingHands } from "./useChangingHands";

function Device({ services, onChanged }: { services: Services; onChanged: (change: string) => void }) {
  return <HandOn changing={useChangingHands(services)} isHand onChanged={onChanged} />;
}

const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 1 };

/** The device of a hand of seven digits, whose key the server calls "own". */
function setUp(changed: Partial<Api> = {}) {
  const calls: string[] = [];
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    hand: () => Promise.resolve(answered({ ...hand, n_digits: 7 })),
    handKey: () => Promise.resolve(answered({ key: "own" })),
    leaveHand: () => {
      calls.push("left");
      return Promise.resolve(answered(null));
    },
    carryHand: (key) => {
      calls.push(`carried ${key}`);
      return Promise.resolve(answered({ key }));
    },
    ...changed,
  };
  const services = createServices(api);
  const queries = new QueryClient();
  const page = render(
    <QueryClientProvider client={queries}>
      <Device services={services} onChanged={(change) => calls.push(`told ${change}`)} />
    </QueryClientProvider>,
  );
  const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
  return { calls, press, services, queries, page };
}

describe("a device that is handed on", () => {
  it("keeps the key of the hand before", async () => {
    const { calls, press } = setUp();
    await press("I am someone else");
    await expect.poll(() => calls).toEqual(["left", "told new"]);
    expect(handsBefore()).toMatchObject([{ key: "own", nDigits: 7 }]);
    expect(screen.getByText(/^7 digits, until /)).toBeInTheDocument();
  });

  it("offers the next hand nothing to take back, and nothing that was answered to the one before", async () => {
    const { calls, press, services, queries } = setUp();
    services.takeBack.offer({ ids: [1], label: 7, key: "a-key" });
    queries.setQueryData(["hand"], "of the hand before");
    queries.setQueryData(["model"], "everybody's");
    await press("I am someone else");
    await expect.poll(() => calls).toEqual(["left", "told new"]);
    expect(services.takeBack.get()).toEqual({ state: "none" });
    expect(queries.getQueryData(["hand"])).toBeUndefined();
    expect(queries.getQueryData(["model"])).toBe("everybody's");
  });

  it("takes a kept hand up again, and keeps the one that drew meanwhile", async () => {
    localStorage.setItem("ductus.hands", JSON.stringify([{ key: "old", nDigits: 3, at_ms: 0 }, { key: 7 }]));
    const { calls, press } = setUp();
    await press("Draw as this hand");
    await screen.findByText(/^7 digits, until /);
    expect(calls).toEqual(["carried old", "told carried"]);
    expect(handsBefore().map(({ key }) => key)).toEqual(["own"]);
  });

  it("keeps the key before another hand draws: the tab may be closed in between", async () => {
    const { press } = setUp({ leaveHand: () => new Promise(() => undefined) });
    await press("I am someone else");
    await expect.poll(handsBefore).toMatchObject([{ key: "own" }]);
  });

  it("keeps the key also of a hand whose digits were all taken back", async () => {
    const empty = { ...hand, n_digits: 0, is_kept: true };
    const { calls, press } = setUp({ hand: () => Promise.resolve(answered(empty)) });
    await press("I am someone else");
    await expect.poll(() => calls).toEqual(["left", "told new"]);
    expect(handsBefore()).toMatchObject([{ key: "own", nDigits: 0 }]);
  });

  it("says where the browser cannot keep the key, and goes on only at a second press", async () => {
    const { calls, press } = setUp();
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await press("I am someone else");
    expect(await screen.findByText(/does not let the page keep your key/)).toBeInTheDocument();
    expect(calls).toEqual([]);
    await press("I am someone else");
    await expect.poll(() => calls).toEqual(["left", "told new"]);
    expect(screen.queryByText(/does not let the page keep your key/)).toBeNull();
  });

  it("has left a hand that a press before has left", async () => {
    const gone = failed({ kind: "refused", code: "not_found", detail: "" });
    const { calls, press } = setUp({
      hand: () => Promise.resolve(answered({ ...hand, n_digits: 0, is_kept: false })),
      leaveHand: () => Promise.resolve(gone),
    });
    await press("I am someone else");
    await expect.poll(() => calls).toEqual(["told new"]);
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
  });

  it("takes a hand that is not there any more off the list, and says so", async () => {
    localStorage.setItem("ductus.hands", JSON.stringify([{ key: "dead", nDigits: 3, at_ms: 0 }]));
    const carryHand = () =>
      Promise.resolve(failed({ kind: "refused", code: "not_found", detail: "" } as const));
    const { press } = setUp({ carryHand });
    await press("Draw as this hand");
    const said = await screen.findByText("That hand is not here any more. It is off the list now.");
    expect(said).toHaveFocus();
    expect(screen.queryByRole("button", { name: "Draw as this hand" })).toBeNull();
    expect(handsBefore()).toEqual([]);
  });

  it("keeps on the list a hand that the server does not answer for", async () => {
    localStorage.setItem("ductus.hands", JSON.stringify([{ key: "old", nDigits: 3, at_ms: 0 }]));
    const { press } = setUp({ carryHand: () => Promise.resolve(failed(away)) });
    await press("Draw as this hand");
    expect(await screen.findByText(/^The server did not answer as it should/)).toBeInTheDocument();
    expect(handsBefore().map(({ key }) => key)).toContain("old");
  });

  it.each<[string, Partial<Api>]>([
    ["its digits cannot be counted", { hand: () => Promise.resolve(failed(away)) }],
    ["its key cannot be fetched", { handKey: () => Promise.resolve(failed(away)) }],
    ["the server does not let it go", { leaveHand: () => Promise.resolve(failed(busy)) }],
  ])("stays as it is where %s", async (_, changed) => {
    const { calls, press } = setUp(changed);
    const asMany = Array.from({ length: 30 }, (_, i) => ({ key: `of ${i}`, nDigits: 3, at_ms: 0 }));
    localStorage.setItem("ductus.hands", JSON.stringify(asMany)); // as are kept: the oldest would have to go
    await press("I am someone else");
    expect(await screen.findByText(/^The server did not answer as it should/)).toBeInTheDocument();
    expect([calls, handsBefore()]).toEqual([[], asMany]);
  });

  it("stays as it is while digits wait, which would come as another's", async () => {
    const { calls, press, services } = setUp();
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    await press("I am someone else");
    expect(await screen.findByText(/wait to be sent/)).toBeInTheDocument();
    expect([calls, handsBefore()]).toEqual([[], []]);
  });
});
