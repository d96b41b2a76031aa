import { act, renderHook } from "@testing-library/react";
import { expect, it, onTestFinished } from "vitest";
import type { AddedDigit, AddedNumber, VerifiedNumber } from "../../api/client";
import type { Result } from "../../api/failure";
import { createOutbox } from "../../api/outbox/outbox";
import { createOutboxStorage } from "../../api/outbox/outboxStorage";
import { addedDigit, answered, failed, hand } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import { createFakeClock, settled } from "../../testing/fakeClock";
import { useWanted } from "./useWanted";

type Added = Result<AddedDigit | AddedNumber>;

const ink = { image: "" };

/** A page on which a digit is asked for; `answers` are those of the server to each digit that is sent. */
function setUp() {
  const answers = [deferred<Added>(), deferred<Added>()];
  let n = 0;
  const outbox = createOutbox({
    storage: createOutboxStorage(() => localStorage),
    send: () => (answers[n++] ?? deferred<Added>()).promise,
    clock: createFakeClock(),
  });
  onTestFinished(outbox.start());
  const asking = (digit: number) => ({ ...hand, wanted: { digit, why: "weak" as const } });
  const { result, rerender } = renderHook(
    ({ digit, toldAt_ms }) => useWanted(asking(digit), toldAt_ms, outbox),
    { initialProps: { digit: 9, toldAt_ms: 1 } },
  );
  return {
    wanted: () => result.current.wanted?.digit,
    verify: (label: number, number?: VerifiedNumber) => {
      act(() => {
        const { key } = outbox.add(number === undefined ? { label, ink } : { label, ink, number });
        result.current.give(number?.digits ?? label, key);
      });
    },
    store: (i: number, answer: Added = answered(addedDigit)) =>
      act(async () => {
        answers[i]?.resolve(answer);
        await settled();
      }),
    /** Another tab sends all that waits, and removes it from what both keep. */
    elsewhere: () => {
      act(() => {
        localStorage.clear();
        window.dispatchEvent(new StorageEvent("storage", { key: null }));
      });
    },
    tell: (digit: number, toldAt_ms: number) => {
      rerender({ digit, toldAt_ms });
    },
  };
}

it("asks for no digit that was just given, until the server has told anew after it was stored", async () => {
  const { wanted, verify, store, tell } = setUp();
  expect(wanted()).toBe(9);
  verify(9);
  expect(wanted()).toBeUndefined();
  tell(9, 2); // an answer from before the digit was stored
  expect(wanted()).toBeUndefined();
  await store(0);
  expect(wanted()).toBeUndefined();
  tell(9, 3);
  expect(wanted()).toBe(9);
});

it("goes on asking for a digit while others are given", () => {
  const { wanted, verify } = setUp();
  verify(3);
  expect(wanted()).toBe(9);
});

it("does not ask for a digit of which one is stored and another on its way", async () => {
  const { wanted, verify, store, tell } = setUp();
  verify(9);
  verify(9);
  await store(0);
  tell(9, 2);
  expect(wanted()).toBeUndefined();
  await store(1);
  tell(9, 3);
  expect(wanted()).toBe(9);
});

it("asks again for a digit that was refused", async () => {
  const { wanted, verify, store, tell } = setUp();
  verify(9);
  await store(0, failed({ kind: "refused", code: "blank_drawing", detail: "" }));
  tell(9, 2);
  expect(wanted()).toBe(9);
});

it("asks again for a digit that another tab has sent, of which this one is never told", () => {
  const { wanted, verify, elsewhere, tell } = setUp();
  verify(9);
  elsewhere();
  tell(9, 2);
  expect(wanted()).toBe(9);
});

it("waits for both of two equal numbers, of which one is stored digit by digit", async () => {
  const { wanted, verify, store, tell } = setUp();
  const ninetyNine = { digits: "99", split: null };
  verify(9, ninetyNine);
  verify(9, ninetyNine);
  await store(0, answered({ digits: [addedDigit, addedDigit], new_digits: 2, retrain_at: 10 }));
  tell(9, 2);
  expect(wanted()).toBeUndefined();
});
