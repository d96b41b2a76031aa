import { expect, it } from "vitest";
import { answered, away, failed } from "../testing/answers";
import { deferred } from "../testing/deferred";
import type { Result } from "./failure";
import { createWithdrawals } from "./withdrawals";

function setUp() {
  const answer = deferred<Result<null>>();
  const known: boolean[] = []; // at the moment of each request
  const withdrawals = createWithdrawals((id) => {
    known.push(withdrawals.get().has(id));
    return answer.promise;
  });
  return { withdrawals, answer, known };
}

it("knows a digit as taken back before the request is sent, and from then on", async () => {
  const { withdrawals, answer, known } = setUp();
  const done = withdrawals.withdraw(3);
  answer.resolve(answered(null));
  await done;
  expect(known).toEqual([true]);
  expect([...withdrawals.get()]).toEqual([3]);
});

it("knows it as before where it could not be taken back", async () => {
  const { withdrawals, answer } = setUp();
  const done = withdrawals.withdraw(3);
  answer.resolve(failed(away));
  expect((await done).ok).toBe(false);
  expect([...withdrawals.get()]).toEqual([]);
});
