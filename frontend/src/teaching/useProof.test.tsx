import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { AddedDigit } from "../api/client";
import { createOutbox } from "../api/outbox/outbox";
import { createOutboxStorage } from "../api/outbox/outboxStorage";
import { addedDigit, answered, prediction } from "../testing/answers";
import { createFakeClock, settled } from "../testing/fakeClock";
import { useProof } from "./useProof";

/** Store a digit, which is read anew as `readAnew`; return the proof, and how often it was read. */
async function proofOf(added: Partial<AddedDigit>, readAnew: number) {
  const outbox = createOutbox({
    storage: createOutboxStorage(() => localStorage),
    send: () => Promise.resolve(answered({ ...addedDigit, id: 5, ...added })),
    clock: createFakeClock(),
  });
  let nRead = 0;
  const predict = () => {
    nRead += 1;
    return Promise.resolve(answered({ ...prediction, digit: readAnew }));
  };
  const { result } = renderHook(() => useProof(predict, outbox));
  await act(async () => {
    outbox.add({ label: 7, ink: { image: "" } });
    await settled();
  });
  return { proof: result.current, nRead };
}

it("is there once the corrected drawing itself is read as it was meant", async () => {
  expect(await proofOf({ label: 7, guess: 1 }, 7)).toEqual({
    proof: { id: 5, label: 7, before: 1 },
    nRead: 1,
  });
});

it("is not claimed where the drawing is still misread", async () => {
  expect(await proofOf({ label: 7, guess: 1 }, 1)).toEqual({ proof: null, nRead: 1 });
});

it("is not asked for where the guess was right, or there was none", async () => {
  expect(await proofOf({ label: 7, guess: 7 }, 7)).toEqual({ proof: null, nRead: 0 });
  expect(await proofOf({ label: 7, guess: null }, 7)).toEqual({ proof: null, nRead: 0 });
});
