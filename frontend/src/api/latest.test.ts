import { expect, it } from "vitest";
import { answered, away, failed } from "../testing/answers";
import { deferred, type Deferred } from "../testing/deferred";
import { settled } from "../testing/fakeClock";
import type { Result } from "./failure";
import { createLatest } from "./latest";

function setUp() {
  const asked: string[] = [];
  const waiting: Deferred<Result<string>>[] = [];
  const latest = createLatest<string>((image) => {
    asked.push(image);
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

it("asks about the newest picture only, one question at a time", async () => {
  const { latest, asked, answer } = setUp();
  for (const image of ["1", "12", "123"]) latest.ask(image);
  await answer(answered("one"));
  expect(latest.get()).toBeNull();
  await answer(answered("three"));
  expect(latest.get()).toBe("three");
  expect(asked).toEqual(["1", "123"]);
});

it("shows the last answer until the next has come, and none of a blank sheet", async () => {
  const { latest, answer } = setUp();
  latest.ask("1");
  await answer(answered("one"));
  latest.ask("12");
  expect(latest.get()).toBe("one");
  latest.ask(null);
  await answer(answered("two"));
  expect(latest.get()).toBeNull();
});

it("shows nothing where a question failed, and asks about the next picture", async () => {
  const { latest, asked, answer } = setUp();
  latest.ask("1");
  await answer(failed(away));
  expect(latest.get()).toBeNull();
  latest.ask("12");
  expect(asked).toEqual(["1", "12"]);
});
