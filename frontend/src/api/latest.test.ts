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

it("asks about the newest drawing only, one question at a time", async () => {
  const { latest, asked, answer } = setUp();
  for (const name of ["1", "12", "123"]) latest.ask(ink(name));
  await answer(answered("one"));
  expect(latest.get()).toBeNull();
  await answer(answered("three"));
  expect(latest.get()).toBe("three");
  expect(asked).toEqual([ink("1"), ink("123")]);
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
