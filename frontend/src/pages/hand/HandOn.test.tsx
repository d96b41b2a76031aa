import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { createApi, type Api } from "../../api/client";
import { createServices, type Services } from "../../services";
import { answered, away, failed, hand } from "../../testing/answers";
import { HandOn } from "./HandOn";
import { handsBefore } from "./handsBefore";
import { useChangingHands } from "./useChangingHands";

function Device({ services, onCarried }: { services: Services; onCarried: () => void }) {
  return <HandOn changing={useChangingHands(services)} nDigits={7} onCarried={onCarried} />;
}

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
      <Device services={services} onCarried={() => calls.push("told")} />
    </QueryClientProvider>,
  );
  const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
  return { calls, press, services, queries, page };
}

describe("a device that is handed on", () => {
  it("keeps the key of the hand before", async () => {
    const { calls, press } = setUp();
    await press("I am someone else");
    expect(calls).toEqual(["left"]);
    expect(await screen.findByText("From now on this browser draws for a new hand.")).toBeInTheDocument();
    expect(handsBefore()).toMatchObject([{ key: "own", nDigits: 7 }]);
    expect(screen.getByText(/^7 digits, until /)).toBeInTheDocument();
  });

  it("offers the next hand nothing to take back, and nothing that was answered to the one before", async () => {
    const { press, services, queries } = setUp();
    services.takeBack.offer({ ids: [1], label: 7, key: "a-key" });
    queries.setQueryData(["hand"], "of the hand before");
    queries.setQueryData(["model"], "everybody's");
    await press("I am someone else");
    await screen.findByText("From now on this browser draws for a new hand.");
    expect(services.takeBack.get()).toEqual({ state: "none" });
    expect(queries.getQueryData(["hand"])).toBeUndefined();
    expect(queries.getQueryData(["model"])).toBe("everybody's");
  });

  it("takes a kept hand up again, and keeps the one that drew meanwhile", async () => {
    localStorage.setItem("ductus.hands", JSON.stringify([{ key: "old", nDigits: 3, at_ms: 0 }, { key: 7 }]));
    const { calls, press } = setUp();
    await press("Draw as this hand");
    await screen.findByText(/^7 digits, until /);
    expect(calls).toEqual(["carried old", "told"]);
    expect(handsBefore().map(({ key }) => key)).toEqual(["own"]);
  });

  it.each<[string, Partial<Api>]>([
    ["its digits cannot be counted", { hand: () => Promise.resolve(failed(away)) }],
    ["its key cannot be fetched", { handKey: () => Promise.resolve(failed(away)) }],
    ["the server does not let it go", { leaveHand: () => Promise.resolve(failed(away)) }],
  ])("stays as it is where %s", async (_, changed) => {
    const { calls, press } = setUp(changed);
    await press("I am someone else");
    expect(await screen.findByText(/^The server did not answer as it should/)).toBeInTheDocument();
    expect([calls, handsBefore()]).toEqual([[], []]);
  });

  it("stays as it is while digits wait, which would come as another's", async () => {
    const { calls, press, services } = setUp();
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    await press("I am someone else");
    expect(await screen.findByText(/wait to be sent/)).toBeInTheDocument();
    expect([calls, handsBefore()]).toEqual([[], []]);
  });
});
