import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { AddedDigit } from "../../api/client";
import type { Result } from "../../api/failure";
import { createOutbox } from "../../api/outbox/outbox";
import { createOutboxStorage } from "../../api/outbox/outboxStorage";
import { addedDigit, answered, failed, hand } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import { createFakeClock, settled } from "../../testing/fakeClock";
import { useWanted } from "./useWanted";

const ink = { image: "" };

/** A page on which a digit is asked for; `answers` are those of the server to each digit that is sent. */
function setUp() {
  const answers = [deferred<Result<AddedDigit>>(), deferred<Result<AddedDigit>>()];
  let n = 0;
  const outbox = createOutbox({
    storage: createOutboxStorage(() => localStorage),
    send: () => (answers[n++] ?? deferred<Result<AddedDigit>>()).promise,
    clock: createFakeClock(),
  });
  const asking = (digit: number) => ({ ...hand, wanted: { digit, why: "weak" as const } });
  const { result, rerender } = renderHook(
    ({ digit, answeredAt_ms }) => useWanted(asking(digit), answeredAt_ms, outbox),
    { initialProps: { digit: 9, answeredAt_ms: 1 } },
  );
  return {
    wanted: () => result.current.wanted?.digit,
    verify: (label: number) => {
      act(() => {
        outbox.add({ label, ink });
        result.current.give(label);
      });
    },
    store: (i: number, answer: Result<AddedDigit> = answered(addedDigit)) =>
      act(async () => {
        answers[i]?.resolve(answer);
        await settled();
      }),
    tell: (digit: number, answeredAt_ms: number) => {
      rerender({ digit, answeredAt_ms });
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
