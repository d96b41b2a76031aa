import { expect, it } from "vitest";
import type { Ink } from "../ink";
import { answered, away, failed } from "../testing/answers";
import { deferred, type Deferred } from "../testing/deferred";
import { settled } from "../testing/fakeClock";
import type { Result } from "./failure";
import { createLatest } from "./latest";

const ink = (image: string): Ink => ({ image });

function setUp() {
  const asked: Ink[] = [];
  const waiting: Deferred<Result<string>>[] = [];
  const latest = createLatest<string>((ink) => {
    asked.push(ink);
    const answer = deferred<Result<string>>();
    waiting.push(answer);
    return answer.promise;
  });
  const answer = async (result: Result<string>) => {
    waiting.shift()?.resolve(result);
    await settled();
  };
  return { latest, asked, answer };
}

it("asks about a second drawing at once, then about the newest only, and drops older answers", async () => {
  const { latest, asked, answer } = setUp();
  for (const name of ["1", "12", "123", "1234"]) latest.ask(ink(name));
  expect(asked).toEqual([ink("1"), ink("12")]);
  await answer(answered("one"));
  await answer(answered("two"));
  expect(latest.get()).toBeNull();
  expect(asked).toEqual([ink("1"), ink("12"), ink("1234")]);
  await answer(answered("four"));
  expect(latest.get()).toBe("four");
});

it("shows the last answer until the next has come, and none of a blank sheet", async () => {
  const { latest, answer } = setUp();
  latest.ask(ink("1"));
  await answer(answered("one"));
  latest.ask(ink("12"));
  expect(latest.get()).toBe("one");
  latest.ask(null);
  await answer(answered("two"));
  expect(latest.get()).toBeNull();
});

it("shows nothing where a question failed, and asks about the next drawing", async () => {
  const { latest, asked, answer } = setUp();
  latest.ask(ink("1"));
  await answer(failed(away));
  expect(latest.get()).toBeNull();
  latest.ask(ink("12"));
  expect(asked).toEqual([ink("1"), ink("12")]);
});
