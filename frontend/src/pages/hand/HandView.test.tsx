import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { createApi, type AddedDigit, type Api, type Hand, type HeldDigit } from "../../api/client";
import type { Result } from "../../api/failure";
import type { Served } from "../../progress/useServedModel";
import { createServices } from "../../services";
import { hashOfKey } from "../../shell/view";
import { addedDigit, answered, away, failed, hand, servedModel, version } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import HandView from "./HandView";

const nobody: Hand = { ...hand, is_kept: false, n_digits: 0, by_digit: [], over_time: [] };
const held: HeldDigit = { id: 12, label: 1, read_as: 7, why: "contradicted" };
const oddHand: Hand = { ...hand, n_held: 1, held: [held] };
const served: Served = {
  state: "known",
  watch: { model: servedModel, news: { kind: "none" }, isKept: false, awaited_until_ms: null },
  isAwaited: false,
  isStale: false,
};

/** The page, for somebody whose 1 was set aside, or for another hand. */
function setUp({ ending = answered(null), first = oddHand }: { ending?: Result<null>; first?: Hand } = {}) {
  const server: { hand: Hand } = { hand: first };
  const carried: string[] = [];
  const picturesAtTheEnd: number[] = [];
  const order: string[] = [];
  const sent = deferred<Result<AddedDigit>>();
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    hand: () => Promise.resolve(answered(server.hand)),
    versions: () => Promise.resolve(answered({ results: [version], next: null })),
    handKey: () => Promise.resolve(answered({ key: "0b2f" })),
    carryHand: (key) => {
      carried.push(key);
      return Promise.resolve(
        key === "0b2f" ? answered({ key }) : failed({ kind: "refused", code: "not_found", detail: "" }),
      );
    },
    addDigit: () => {
      order.push("sent");
      return sent.promise;
    },
    forgetHand: () => {
      order.push("forgotten");
      picturesAtTheEnd.push(screen.queryAllByRole("img", { name: "Your 1" }).length);
      if (ending.ok) server.hand = nobody;
      return Promise.resolve(ending);
    },
  };
  const services = createServices(api);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HandView services={services} served={served} />
    </QueryClientProvider>,
  );
  const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
  return { press, carried, picturesAtTheEnd, order, sent, services };
}

beforeEach(() => {
  location.hash = "";
});

describe("the page of one's hand", () => {
  it("lets a hand whose digits were all taken back be downloaded and forgotten", async () => {
    setUp({ first: { ...nobody, is_kept: true } });
    expect(await screen.findByText(/You have taken back every digit of yours/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Download everything" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Forget my hand" })).toBeInTheDocument();
  });

  it("says how each digit was read, who reads it today, and what is set aside", async () => {
    setUp();
    expect(await screen.findByRole("row", { name: "1 2 0 1 only your own memory" })).toBeInTheDocument();
    expect(screen.getByRole("row", { name: "7 8 6 8 everybody’s network" })).toBeInTheDocument();
    expect(screen.getByText("To everybody’s network this 1 is a 7.")).toBeInTheDocument();
    expect(screen.getByText("6 of 10")).toBeInTheDocument();
    expect(screen.getByText(/alone 4 of 10, with your own memory 1$/)).toBeInTheDocument();
  });

  it("offers a newcomer nothing to download or to forget", async () => {
    setUp({ first: nobody });
    expect(await screen.findByText(/There is nothing here yet/)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Download everything" })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Forget my hand" })).not.toBeInTheDocument();
  });
});

describe("forgetting", () => {
  it("asks first, takes the pictures away, and makes the page as new", async () => {
    const { press, picturesAtTheEnd } = setUp();
    await press("Forget my hand");
    expect(picturesAtTheEnd).toEqual([]);
    await press("Yes, forget everything");
    expect(await screen.findByText(/Your hand is forgotten/)).toBeInTheDocument();
    expect(screen.getByText(/There is nothing here yet/)).toBeInTheDocument();
    expect(picturesAtTheEnd).toEqual([0]);
  });

  it("waits for a digit on its way, and drops those that wait, so that none begins the hand anew", async () => {
    const { press, order, sent, services } = setUp();
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    services.outbox.add({ label: 1, ink: { strokes: [[[0, 0, 0]]] } });
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(order).toEqual(["sent"]);
    sent.resolve(answered({ ...addedDigit, label: 7 }));
    expect(await screen.findByText(/Your hand is forgotten/)).toBeInTheDocument();
    expect(order).toEqual(["sent", "forgotten"]);
    expect(services.outbox.get().nWaiting).toBe(0);
  });

  it("is left off", async () => {
    const { press, picturesAtTheEnd } = setUp();
    await press("Forget my hand");
    await press("No, keep it");
    expect(await screen.findByRole("button", { name: "Forget my hand" })).toBeInTheDocument();
    expect(picturesAtTheEnd).toEqual([]);
  });

  it("says that it failed where the server does not answer", async () => {
    const { press } = setUp({ ending: failed(away) });
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(await screen.findByText(/your hand may still be there/)).toBeInTheDocument();
  });
});

describe("the key", () => {
  it("is shown only when it is asked for", async () => {
    const { press } = setUp();
    await screen.findByRole("button", { name: "Show my key" });
    expect(screen.queryByLabelText("Your key")).not.toBeInTheDocument();
    await press("Show my key");
    expect(await screen.findByLabelText("Your key")).toHaveValue("0b2f");
    expect(screen.getByRole("img", { name: /QR code/ })).toBeInTheDocument();
    await press("Hide it");
    expect(screen.queryByLabelText("Your key")).not.toBeInTheDocument();
  });

  it("fills the field from the address, leaves the address, and carries nothing by itself", async () => {
    location.hash = hashOfKey("0b2f");
    const { press, carried } = setUp();
    expect(await screen.findByLabelText("Enter a key from another device")).toHaveValue("0b2f");
    expect(location.hash).toBe("#/hand");
    expect(carried).toEqual([]);
    await press("Use this key");
    expect(await screen.findByText(/now draws for the hand of that key/)).toBeInTheDocument();
    expect(carried).toEqual(["0b2f"]);
  });

  it("is refused where it opens no hand", async () => {
    const { press } = setUp();
    await userEvent.type(await screen.findByLabelText("Enter a key from another device"), " 1 ");
    await press("Use this key");
    expect(await screen.findByText(/That key opens no hand here/)).toBeInTheDocument();
  });
});
