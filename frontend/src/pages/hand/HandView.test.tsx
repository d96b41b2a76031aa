import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createApi,
  type AddedDigit,
  type Api,
  type Digit,
  type Hand,
  type HandKey,
  type HeldDigit,
} from "../../api/client";
import type { Failure, Result } from "../../api/failure";
import type { Served } from "../../progress/useServedModel";
import { createServices } from "../../services";
import { hashOfKey } from "../../shell/view";
import { addedDigit, answered, away, digit, failed, hand, servedModel, version } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import { storageName } from "../../storageName";
import { handsBefore } from "./handsBefore";
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

interface Answers {
  readonly ending?: Result<null>;
  readonly first?: Hand;
  /** What the server answers to a key other than the own one, "0b2f". */
  readonly toOtherKey?: Result<HandKey>;
  readonly digits?: Result<{ results: Digit[]; next: null }>;
}

const noSuchKey: Failure = { kind: "refused", code: "not_found", detail: "" };

/** The page, for somebody whose 1 was set aside, or for another hand. */
function setUp({
  ending = answered(null),
  first = oddHand,
  toOtherKey = failed(noSuchKey),
  digits = answered({ results: [], next: null }),
}: Answers = {}) {
  const server: { hand: Hand } = { hand: first };
  const carried: string[] = [];
  const picturesAtTheEnd: number[] = [];
  const order: string[] = [];
  const sent = deferred<Result<AddedDigit>>();
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    hand: () => Promise.resolve(answered(server.hand)),
    digits: () => Promise.resolve(digits),
    digitStrokes: () => Promise.resolve(failed(away)),
    versions: () => Promise.resolve(answered({ results: [version], next: null })),
    handKey: () => Promise.resolve(answered({ key: "0b2f" })),
    carryHand: (key) => {
      carried.push(key);
      if (key === "0b2f" || toOtherKey.ok) server.hand = oddHand;
      return Promise.resolve(key === "0b2f" ? answered({ key }) : toOtherKey);
    },
    addDigit: () => {
      order.push("sent");
      return sent.promise;
    },
    leaveHand: () => {
      server.hand = nobody;
      return Promise.resolve(answered(null));
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
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } })}>
      <HandView services={services} served={served} />
    </QueryClientProvider>,
  );
  const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
  return { press, carried, picturesAtTheEnd, order, sent, services };
}

beforeEach(() => {
  location.hash = "";
});

async function enter(key: string): Promise<void> {
  await userEvent.type(await screen.findByLabelText("Enter a key from another device"), key);
}

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

  it("calls no label missing before the server has said which there are", async () => {
    setUp({ digits: failed(away) });
    await expect.poll(() => screen.queryAllByText(/^The server does not answer/)).toHaveLength(2);
    expect(screen.queryByText(/^no 7 yet|drawn no 7 yet|Nobody else has drawn/)).toBeNull();
  });

  it("says which labels are missing, and that nobody else has drawn one, where that is so", async () => {
    setUp();
    expect(await screen.findByText("no 7 yet")).toBeInTheDocument();
    expect(await screen.findByText("You have drawn no 7 yet.")).toBeInTheDocument();
    expect(screen.getByText("Nobody else has drawn a 7 here yet.")).toBeInTheDocument();
  });

  it.each([false, true])(
    "shows a drawing whose strokes are not there by its name alone: %s",
    async (has_strokes) => {
      setUp({ digits: answered({ results: [{ ...digit, has_strokes }], next: null }) });
      const specimen = within(await screen.findByRole("region", { name: "Your ten digits" }));
      expect(await specimen.findByRole("img")).toHaveAccessibleName("A 7");
    },
  );

  it("says that the ten digits could not be saved as a picture", async () => {
    const { press } = setUp({ digits: answered({ results: [{ ...digit, has_strokes: true }], next: null }) });
    expect(await screen.findByRole("link", { name: "Open your 7" })).toBeInTheDocument();
    await press("Save as a picture");
    expect(await screen.findByText(/^The server does not answer/)).toHaveAttribute("role", "alert");
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

  it("forgets the best game, too, and that this person is no newcomer", async () => {
    const { press } = setUp();
    const names = ["best game", "known"].map(storageName);
    for (const name of names) localStorage.setItem(name, "kept");
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(await screen.findByText(/Your hand is forgotten/)).toBeInTheDocument();
    expect(names.map((name) => localStorage.getItem(name))).toEqual([null, null]);
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

  it("cannot be left off any more once it has begun, and says that it is under way", async () => {
    const { press, order, sent, services } = setUp();
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(order).toEqual(["sent"]);
    expect(screen.getByText("Forgetting…")).toHaveFocus();
    expect(screen.queryByRole("button", { name: "No, keep it" })).toBeNull();
    sent.resolve(answered({ ...addedDigit, label: 7 }));
    expect(await screen.findByText(/Your hand is forgotten/)).toHaveFocus();
  });

  it("lets no other hand be taken up or begun until it has ended", async () => {
    const { press, sent, services } = setUp();
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    await press("Forget my hand");
    expect(screen.getByLabelText("Enter a key from another device").closest("[inert]")).toBeNull();
    await press("Yes, forget everything");
    expect(screen.getByLabelText("Enter a key from another device").closest("[inert]")).not.toBeNull();
    expect(screen.getByRole("button", { name: "I am someone else" }).closest("[inert]")).not.toBeNull();
    sent.resolve(answered({ ...addedDigit, label: 7 }));
    expect(await screen.findByText(/Your hand is forgotten/)).toBeInTheDocument();
    expect(screen.getByLabelText("Enter a key from another device").closest("[inert]")).toBeNull();
  });

  it("is left off", async () => {
    const { press, picturesAtTheEnd } = setUp();
    await press("Forget my hand");
    await press("No, keep it");
    expect(await screen.findByRole("button", { name: "Forget my hand" })).toHaveFocus();
    expect(picturesAtTheEnd).toEqual([]);
  });

  it("says that it failed where the server does not answer", async () => {
    const { press } = setUp({ ending: failed(away) });
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(await screen.findByText(/your hand may still be there/)).toBeInTheDocument();
  });
});

describe("a change of hands", () => {
  const carry = async (press: (name: string) => Promise<void>) => {
    await enter("0b2f");
    await press("Use this key");
  };
  const words = {
    carried: "This browser now draws for the hand of that key.",
    new: "From now on this browser draws for a new hand.",
    forgotten: "Your hand is forgotten. To this page you are new.",
  };

  it("says only what was done last, and takes the focus there", async () => {
    const { press } = setUp();
    await carry(press);
    expect(await screen.findByText(words.carried)).toHaveFocus();
    await press("I am someone else");
    expect(await screen.findByText(words.new)).toHaveFocus();
    expect(screen.queryByText(words.carried)).toBeNull();
    await press("Draw as this hand");
    expect(await screen.findByText(words.carried)).toHaveFocus();
    expect(screen.queryByText(words.new)).toBeNull();
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(await screen.findByText(words.forgotten)).toHaveFocus();
    await carry(press);
    expect(await screen.findByText(words.carried)).toHaveFocus();
    expect(screen.queryByText(words.forgotten)).toBeNull();
  });

  it("ends what was said of forgetting another hand", async () => {
    const { press } = setUp({ ending: failed(away) });
    await press("Forget my hand");
    await press("Yes, forget everything");
    expect(await screen.findByText(/your hand may still be there/)).toBeInTheDocument();
    await carry(press);
    expect(await screen.findByText(words.carried)).toBeInTheDocument();
    expect(screen.queryByText(/your hand may still be there/)).toBeNull();
    expect(screen.getAllByRole("button", { name: "Show my key" })).toHaveLength(1);
  });

  it("is possible where every digit was taken back, with the key of that hand", async () => {
    const { press } = setUp({ first: { ...nobody, is_kept: true } });
    await press("Show my key");
    expect(await screen.findByLabelText("Your key")).toHaveValue("0b2f");
    await press("I am someone else");
    expect(await screen.findByText(words.new)).toBeInTheDocument();
    expect(handsBefore()).toMatchObject([{ key: "0b2f" }]);
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

  it("changes the hand, whose own key stays in this browser, and ends the offer to take its digit back", async () => {
    const { press, services } = setUp({ toOtherKey: answered({ key: "77aa" }) });
    services.takeBack.offer({ ids: [1], label: 7, key: "a-key" });
    await enter("77aa");
    await press("Use this key");
    expect(await screen.findByText(/now draws for the hand of that key/)).toBeInTheDocument();
    expect(await screen.findByText(/^10 digits, until /)).toBeInTheDocument();
    expect(handsBefore()).toMatchObject([{ key: "0b2f", nDigits: 10 }]);
    expect(services.takeBack.get()).toEqual({ state: "none" });
  });

  it("changes nothing while digits wait, which would come as another's", async () => {
    const { press, carried, sent, services } = setUp();
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    sent.resolve(failed(away));
    await enter("0b2f");
    await press("Use this key");
    expect(await screen.findByText(/wait to be sent/)).toBeInTheDocument();
    expect(carried).toEqual([]);
  });

  it("lets no hand be forgotten until it is settled whose it is", async () => {
    const { press, sent, services } = setUp({ toOtherKey: answered({ key: "77aa" }) });
    services.outbox.add({ label: 7, ink: { strokes: [[[0, 0, 0]]] } });
    await enter("77aa");
    await press("Use this key");
    expect(screen.getByRole("button", { name: "Forget my hand" }).closest("[inert]")).not.toBeNull();
    sent.resolve(answered({ ...addedDigit, label: 7 }));
    expect(await screen.findByText(/now draws for the hand of that key/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Forget my hand" }).closest("[inert]")).toBeNull();
  });

  it("says nothing that is untrue of a key that is sent twice and opens no hand", async () => {
    const { carried } = setUp();
    await enter("1");
    const button = screen.getByRole("button", { name: "Use this key" });
    for (let times = 1; times <= 2; times += 1) fireEvent.click(button); // the second before the first is answered
    expect(await screen.findByText(/That key opens no hand here/)).toBeInTheDocument();
    await expect.poll(() => carried).toEqual(["1", "1"]);
    expect(screen.queryByText(/now draws for the hand of that key/)).not.toBeInTheDocument();
    expect(screen.getByLabelText("Enter a key from another device")).toHaveValue("1");
  });

  const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 1 };
  const params = { host: "ten.example", setting: "DIGITS_ALLOWED_HOSTS" };
  const unknownHost: Failure = { kind: "refused", code: "unknown_host", detail: "", params };
  it.each<[string, Failure, RegExp]>([
    ["opens no hand", noSuchKey, /That key opens no hand here/],
    ["comes too soon after others", busy, /^The server did not answer as it should/],
    ["gets no answer", away, /^The server did not answer as it should/],
    ["comes to a server that does not know its name", unknownHost, /by the name ten\.example/],
  ])("says why where it %s", async (_, failure, said) => {
    const { press } = setUp({ toOtherKey: failed(failure) });
    await enter(" 1 ");
    await press("Use this key");
    expect(await screen.findByText(said)).toBeInTheDocument();
    // Where no answer came, the hand may have been changed all the same: then its key is kept.
    expect(handsBefore()).toMatchObject(failure === away ? [{ key: "0b2f" }] : []);
  });
});
