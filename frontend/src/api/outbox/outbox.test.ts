import { describe, expect, it } from "vitest";
import type { Ink } from "../../ink";
import { addedDigit, answered, away, failed } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import { createFakeClock, settled } from "../../testing/fakeClock";
import type { AddedDigit, VerifiedDrawing } from "../client";
import type { Failure, Result } from "../failure";
import { createOutbox, type Settled } from "./outbox";
import { createOutboxStorage } from "./outboxStorage";

const drawn = (x: number): Ink => ({ strokes: [[[x, 0, 0]]] });

/** A server that gives these failures, then stores. Pages with an outbox share localStorage. */
function setUp({ failures = [] }: { failures?: Failure[] } = {}) {
  const requests: VerifiedDrawing[] = [];
  const rows = new Map<string, number>();
  const left = [...failures];
  const clock = createFakeClock();

  function send(digit: VerifiedDrawing): Promise<Result<AddedDigit>> {
    requests.push(digit);
    const failure = left.shift();
    if (failure !== undefined) return Promise.resolve(failed(failure));
    rows.set(digit.key, digit.label);
    return Promise.resolve(answered({ ...addedDigit, label: digit.label }));
  }

  function openPage(sendWith = send) {
    const storage = createOutboxStorage(() => localStorage);
    const outbox = createOutbox({ storage, send: sendWith, clock, random: () => 0 });
    const events: Settled[] = [];
    outbox.onSettled((event) => events.push(event));
    return { outbox, events, close: outbox.start() };
  }

  return { requests, rows, clock, send, openPage };
}

const seven = { label: 7, ink: drawn(7) };
const digitOne = { label: 1, ink: drawn(1) };

describe("the outbox", () => {
  it("sends a digit once, under a key of its own, and tells of it", async () => {
    const { openPage, requests, rows } = setUp();
    const { outbox, events } = openPage();
    expect(outbox.add(seven).isKept).toBe(true);
    outbox.add(digitOne);
    await settled();
    expect(requests.map(({ label, ink }) => ({ label, ink }))).toEqual([seven, digitOne]);
    expect(rows.size).toBe(2);
    expect(events.map(({ kind, digit }) => [kind, digit.label])).toEqual([
      ["stored", 7],
      ["stored", 1],
    ]);
    expect(outbox.get()).toEqual({ nWaiting: 0, areKept: true, failure: null, refused: [] });
  });

  it("stores a digit before it is sent", () => {
    const { openPage } = setUp();
    const { outbox } = openPage(() => new Promise(() => undefined));
    outbox.add(seven);
    expect(createOutboxStorage(() => localStorage).list()).toMatchObject([seven]);
    expect(outbox.get().nWaiting).toBe(1);
  });

  it("sends again with the same key, later and later, until the server answers", async () => {
    const { openPage, requests, clock } = setUp({ failures: [away, away, away] });
    const { outbox } = openPage();
    outbox.add(seven);
    await settled();
    expect(outbox.get()).toEqual({ nWaiting: 1, areKept: true, failure: away, refused: [] });
    const sentAfter_ms: number[] = [];
    for (const wait_ms of [999, 1, 1999, 1, 3999, 1, 100_000]) {
      await clock.pass(wait_ms);
      sentAfter_ms.push(requests.length);
    }
    expect(sentAfter_ms).toEqual([1, 2, 2, 3, 3, 4, 4]);
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
    expect(outbox.get()).toEqual({ nWaiting: 0, areKept: true, failure: null, refused: [] });
  });

  it("sends what a reloaded page left, with the key it had", async () => {
    const { openPage, requests, rows, send } = setUp({ failures: [away] });
    const first = openPage();
    first.outbox.add(seven);
    await settled();
    first.close();
    const { outbox, events } = openPage(send);
    await settled();
    expect(requests.map(({ key }) => key)).toEqual([requests[0]?.key, requests[0]?.key]);
    expect(rows.size).toBe(1);
    expect(events).toHaveLength(1);
    expect(outbox.get().nWaiting).toBe(0);
  });

  it("sends a picture that an earlier page left", async () => {
    const { openPage, requests } = setUp();
    const left = { key: "a-key", label: 7, image: "data:image/png;base64,AAAA", verified_at_ms: 1 };
    localStorage.setItem("ductus.outbox.a-key", JSON.stringify(left));
    const { outbox } = openPage();
    await settled();
    expect(requests).toMatchObject([{ key: "a-key", label: 7, ink: { image: left.image } }]);
    expect(outbox.get().nWaiting).toBe(0);
  });

  it("sends at once when the connection returns", async () => {
    const { openPage, requests } = setUp({ failures: [away] });
    openPage().outbox.add(seven);
    await settled();
    window.dispatchEvent(new Event("online"));
    await settled();
    expect(requests).toHaveLength(2);
  });

  it("leaves a server in peace for as long as it asks, whatever is added meanwhile", async () => {
    const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 20 };
    const { openPage, requests, rows, clock } = setUp({ failures: [busy] });
    const { outbox } = openPage();
    outbox.add(seven);
    await settled();
    outbox.add(digitOne);
    await clock.pass(19_999);
    expect(requests).toHaveLength(1);
    expect(outbox.get()).toEqual({ nWaiting: 2, areKept: true, failure: busy, refused: [] });
    await clock.pass(1);
    expect(rows.size).toBe(2);
  });

  it("gives a refused digit up, says why, and goes on with the next", async () => {
    const refused: Failure = { kind: "refused", code: "blank_drawing", detail: "There is no ink." };
    const { openPage, rows } = setUp({ failures: [refused] });
    const { outbox, events } = openPage();
    outbox.add(seven);
    outbox.add(digitOne);
    await settled();
    expect(events[0]).toMatchObject({ kind: "refused", code: "blank_drawing", digit: { label: 7 } });
    expect([...rows.values()]).toEqual([1]);
    expect(outbox.get().nWaiting).toBe(0);
  });

  it.each(["unknown_host", "cross_site", "a_code_of_a_later_release"])(
    "keeps a digit that is refused with the code %s, says why, and sends it when that is set right",
    async (code) => {
      const refused: Failure = { kind: "refused", code, detail: "Set DIGITS_ALLOWED_HOSTS." };
      const { openPage, rows } = setUp({ failures: [refused] });
      const { outbox, events } = openPage();
      outbox.add(seven);
      await settled();
      expect(events).toEqual([]);
      expect(outbox.get()).toEqual({ nWaiting: 1, areKept: true, failure: refused, refused: [] });
      outbox.sendNow();
      await settled();
      expect(outbox.get().nWaiting).toBe(0);
      expect([...rows.values()]).toEqual([7]);
    },
  );

  it("has one request under way at most, also when asked to hurry", async () => {
    const { openPage } = setUp();
    const answer = deferred<Result<AddedDigit>>();
    let nRequests = 0;
    const { outbox } = openPage(() => {
      nRequests += 1;
      return answer.promise;
    });
    outbox.add(seven);
    outbox.sendNow();
    window.dispatchEvent(new Event("online"));
    expect(nRequests).toBe(1);
    answer.resolve(answered(addedDigit));
    await settled();
    expect(nRequests).toBe(1);
    expect(outbox.get().nWaiting).toBe(0);
  });

  it("makes one row of a digit that two tabs send", async () => {
    const { openPage, rows, send } = setUp({ failures: [away] });
    const { outbox } = openPage();
    outbox.add(seven);
    await settled();
    openPage(send);
    outbox.sendNow();
    await settled();
    expect(rows.size).toBe(1);
  });

  it("sends what another tab kept and could not send before it was closed", async () => {
    const { openPage, rows, clock } = setUp();
    const { outbox } = openPage();
    createOutboxStorage(() => localStorage).keep({ key: "other-tab", ...seven, verified_at_ms: 1 });
    window.dispatchEvent(new StorageEvent("storage", { key: "ductus.outbox.other-tab" }));
    expect(outbox.get().nWaiting).toBe(1);
    await clock.pass(5000);
    expect([...rows.keys()]).toEqual(["other-tab"]);
  });

  it("sends from memory where the browser forbids storage, and says that it would not outlive the page", async () => {
    const { rows, send, clock } = setUp();
    const storage = createOutboxStorage(() => {
      throw new DOMException("forbidden", "SecurityError");
    });
    const outbox = createOutbox({ storage, send, clock });
    expect(outbox.add(seven).isKept).toBe(false);
    await settled();
    expect(rows.size).toBe(1);
    expect(outbox.get().nWaiting).toBe(0);
  });

  it("tells of a digit that closing the page would lose, until the server has it", async () => {
    const { clock, send } = setUp({ failures: [away] });
    const storage = createOutboxStorage(() => {
      throw new DOMException("forbidden", "SecurityError");
    });
    const outbox = createOutbox({ storage, send, clock, random: () => 0 });
    expect(outbox.get().areKept).toBe(true);
    outbox.add(seven);
    await settled();
    expect(outbox.get()).toEqual({ nWaiting: 1, areKept: false, failure: away, refused: [] });
    outbox.sendNow();
    await settled();
    expect(outbox.get()).toEqual({ nWaiting: 0, areKept: true, failure: null, refused: [] });
  });

  it("tells its subscribers when the number that waits changes", async () => {
    const { openPage } = setUp();
    const { outbox } = openPage();
    const seen: number[] = [];
    outbox.subscribe(() => seen.push(outbox.get().nWaiting));
    outbox.add(seven);
    await settled();
    expect(seen).toEqual([1, 0]);
  });

  it("never sends what was dropped", async () => {
    const { openPage, requests, clock } = setUp({ failures: [away] });
    const { outbox } = openPage();
    outbox.add(seven);
    await settled();
    outbox.dropAll();
    expect(outbox.get()).toEqual({ nWaiting: 0, areKept: true, failure: null, refused: [] });
    await clock.pass(60_000);
    window.dispatchEvent(new Event("online"));
    await settled();
    expect(requests).toHaveLength(1);
  });

  it("sends nothing while it is held, waits for what is on its way, and goes on when it is released", async () => {
    const { openPage, rows, send } = setUp();
    const firstAnswer = deferred<Result<AddedDigit>>();
    const requests: number[] = [];
    const { outbox } = openPage((digit) => {
      requests.push(digit.label);
      return requests.length === 1 ? firstAnswer.promise : send(digit);
    });
    outbox.add(seven);
    outbox.add(digitOne);
    let isHeld = false;
    const holding = outbox.hold().then(() => {
      isHeld = true;
    });
    await settled();
    expect(isHeld).toBe(false);
    firstAnswer.resolve(answered({ ...addedDigit, label: 7 }));
    await holding;
    outbox.sendNow();
    await settled();
    expect(requests).toEqual([7]);
    expect(outbox.get().nWaiting).toBe(1);
    outbox.release();
    await settled();
    expect(requests).toEqual([7, 1]);
    expect([...rows.values()]).toEqual([1]);
  });

  it("sends nothing until each of two that hold it has released it", async () => {
    const { openPage, requests } = setUp();
    const { outbox } = openPage();
    await Promise.all([outbox.hold(), outbox.hold()]);
    outbox.add(seven);
    outbox.release();
    await settled();
    expect(requests).toHaveLength(0);
    outbox.release();
    await settled();
    expect(requests).toHaveLength(1);
  });

  it("sends nothing more once the page is closed", async () => {
    const { openPage, requests, clock } = setUp({ failures: [away] });
    const { outbox, close } = openPage();
    outbox.add(seven);
    await settled();
    close();
    window.dispatchEvent(new Event("online"));
    await clock.pass(60_000);
    expect(requests).toHaveLength(1);
  });

  it("keeps refusals until they were told, and forgets them with all that waits", async () => {
    const refused: Failure = { kind: "refused", code: "too_large", detail: "" };
    const { openPage } = setUp({ failures: [refused, refused] });
    const { outbox } = openPage();
    const { key } = outbox.add(seven);
    outbox.add(digitOne);
    await settled();
    expect(outbox.get().refused.map(({ digit }) => digit.label)).toEqual([7, 1]);
    outbox.forgetRefused(key);
    expect(outbox.get().refused.map(({ digit }) => digit.label)).toEqual([1]);
    outbox.dropAll();
    expect(outbox.get()).toEqual({ nWaiting: 0, areKept: true, failure: null, refused: [] });
  });
});
