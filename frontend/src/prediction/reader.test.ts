import { describe, expect, it } from "vitest";
import type { Prediction } from "../api/client";
import type { Failure, Result } from "../api/failure";
import type { Ink } from "../ink";
import { answered, away, failed, prediction } from "../testing/answers";
import { deferred, type Deferred } from "../testing/deferred";
import { createFakeClock, settled } from "../testing/fakeClock";
import { createReader } from "./reader";

const reads = (digit: number): Prediction => ({ ...prediction, digit });

const ink = (image: string): Ink => ({ image });

/** A network that answers when the test says so. */
function setUp() {
  const asked: Ink[] = [];
  const waiting: Deferred<Result<Prediction>>[] = [];
  const clock = createFakeClock();
  const reader = createReader({
    clock,
    random: () => 0,
    predict: (ink) => {
      asked.push(ink);
      const answer = deferred<Result<Prediction>>();
      waiting.push(answer);
      return answer.promise;
    },
  });
  const answer = async (result: Result<Prediction>) => {
    waiting.shift()?.resolve(result);
    await settled();
  };
  return { reader, clock, asked, answer };
}

describe("the reader", () => {
  it("reads a drawing", async () => {
    const { reader, asked, answer } = setUp();
    reader.read(ink("seven"));
    expect(reader.get()).toEqual({ state: "reading", answer: null });
    await answer(answered(reads(7)));
    expect(reader.get()).toEqual({ state: "read", answer: reads(7), ink: ink("seven") });
    expect(asked).toEqual([ink("seven")]);
  });

  it("asks for a second drawing at once, then for the newest only, and drops the answers before it", async () => {
    const { reader, asked, answer } = setUp();
    for (const name of ["1", "12", "123", "1234"]) reader.read(ink(name));
    expect(asked).toEqual([ink("1"), ink("12")]);
    await answer(answered(reads(1)));
    await answer(answered(reads(2)));
    expect(reader.get()).toEqual({ state: "reading", answer: null });
    expect(asked).toEqual([ink("1"), ink("12"), ink("1234")]);
    await answer(answered(reads(4)));
    expect(reader.get()).toMatchObject({ state: "read", answer: { digit: 4 } });
  });

  it("asks about one drawing at a time while the pen is down, and does not let the finished one wait", async () => {
    const { reader, asked, answer } = setUp();
    for (const name of ["1", "12", "123"]) reader.read(ink(name), true);
    reader.readAgain();
    expect(asked).toEqual([ink("1")]);
    await answer(answered(reads(1)));
    expect(asked).toEqual([ink("1"), ink("123")]);
    reader.read(ink("1234"), false);
    expect(asked).toEqual([ink("1"), ink("123"), ink("1234")]);
    reader.read(ink("1234+1"), true);
    await answer(answered(reads(2)));
    expect(asked).toHaveLength(3);
    await answer(answered(reads(3)));
    expect(asked.at(-1)).toEqual(ink("1234+1"));
  });

  it("shows the last guess while a longer drawing is read", async () => {
    const { reader, answer } = setUp();
    reader.read(ink("1"));
    await answer(answered(reads(1)));
    reader.read(ink("12"));
    expect(reader.get()).toEqual({ state: "reading", answer: reads(1) });
  });

  it("drops the answer to a drawing that was cleared", async () => {
    const { reader, asked, answer } = setUp();
    reader.read(ink("seven"));
    reader.read(null);
    await answer(answered(reads(7)));
    expect(reader.get()).toEqual({ state: "blank" });
    expect(asked).toEqual([ink("seven")]);
  });

  it("asks again, later and later, while the server is away", async () => {
    const { reader, clock, asked, answer } = setUp();
    reader.read(ink("seven"));
    await answer(failed(away));
    expect(reader.get()).toEqual({ state: "failed", answer: null, failure: away, ink: ink("seven") });
    await clock.pass(1000);
    await answer(failed(away));
    await clock.pass(1999);
    expect(asked).toHaveLength(2);
    await clock.pass(1);
    await answer(answered(reads(7)));
    expect(reader.get()).toEqual({ state: "read", answer: reads(7), ink: ink("seven") });
  });

  it("gives up the guess of an older drawing where a newer one cannot be read, and keeps its own", async () => {
    const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 3 };
    const { reader, answer } = setUp();
    const [one, two, three] = [ink("1"), ink("12"), ink("123")];
    reader.read(one);
    await answer(answered(reads(1)));
    reader.readAgain();
    await answer(failed(away));
    expect(reader.get()).toEqual({ state: "failed", answer: reads(1), failure: away, ink: one });
    reader.read(two);
    await answer(failed(busy));
    expect(reader.get()).toEqual({ state: "failed", answer: null, failure: busy, ink: two });
    reader.read(three);
    expect(reader.get()).toEqual({ state: "failed", answer: null, failure: busy, ink: three });
  });

  it("asks at once for a new stroke while the server is away", async () => {
    const { reader, clock, asked, answer } = setUp();
    reader.read(ink("1"));
    await answer(failed(away));
    reader.read(ink("12"));
    await answer(answered(reads(4)));
    await clock.pass(60_000);
    expect(asked).toEqual([ink("1"), ink("12")]);
  });

  it("waits as long as the server asks, then reads what is drawn by then", async () => {
    const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 3 };
    const { reader, clock, asked, answer } = setUp();
    reader.read(ink("1"));
    await answer(failed(busy));
    reader.read(ink("12"));
    await clock.pass(2999);
    expect(asked).toEqual([ink("1")]);
    expect(reader.get()).toEqual({ state: "failed", answer: null, failure: busy, ink: ink("12") });
    await clock.pass(1);
    expect(asked).toEqual([ink("1"), ink("12")]);
  });

  it("does not ask again for a drawing that was refused", async () => {
    const { reader, clock, asked, answer } = setUp();
    reader.read(ink("dot"));
    await answer(failed({ kind: "refused", code: "blank_drawing", detail: "" }));
    await clock.pass(600_000);
    expect(asked).toEqual([ink("dot")]);
  });

  it("reads the drawing again when told to, and nothing where nothing is drawn", async () => {
    const { reader, asked, answer } = setUp();
    reader.readAgain();
    expect(asked).toEqual([]);
    reader.read(ink("seven"));
    await answer(answered(reads(1)));
    reader.readAgain();
    await answer(answered(reads(7)));
    expect(asked).toEqual([ink("seven"), ink("seven")]);
    expect(reader.get()).toEqual({ state: "read", answer: reads(7), ink: ink("seven") });
  });
});
