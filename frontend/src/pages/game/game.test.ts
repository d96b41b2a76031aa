import { describe, expect, it } from "vitest";
import type { Prediction } from "../../api/client";
import type { Result } from "../../api/failure";
import type { Ink } from "../../ink";
import { answered, away, failed, prediction } from "../../testing/answers";
import { deferred } from "../../testing/deferred";
import { createFakeClock, settled } from "../../testing/fakeClock";
import { better, keepBest, keptBest, scoreOf } from "./best";
import { createGame, isRead, type Answer } from "./game";

const ink: Ink = { strokes: [[[0, 0, 0]]] };

function setUp(
  predict: (ink: Ink) => Promise<Result<Prediction>> = () => Promise.resolve(answered(prediction)),
) {
  const clock = createFakeClock();
  let n = 0;
  const game = createGame({ predict, clock, random: () => (n += 1) }); // asks for 0, 1, 2 …
  return { game, clock };
}

describe("the game", () => {
  it("asks for each of the ten digits once, and tells how each was read", async () => {
    const { game } = setUp();
    game.begin();
    for (let i = 0; i < 10; i += 1) game.answer(ink, false);
    await settled();
    const over = game.get();
    if (over.state !== "over") throw new Error("wanted the end");
    expect(over.answers.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(over.answers.filter(isRead).map(({ label }) => label)).toEqual([7]);
  });

  it("is over after sixty seconds, takes nothing more then, but still hears how the last one was read", async () => {
    const late = deferred<Result<Prediction>>();
    const { game, clock } = setUp(() => late.promise);
    game.begin();
    await clock.pass(59_999);
    expect(game.get()).toMatchObject({ state: "playing" });
    game.answer(ink, false);
    await clock.pass(1);
    game.answer(ink, false);
    expect(game.get()).toMatchObject({
      state: "over",
      time_ms: 60_000,
      answers: [{ verdict: { kind: "reading" } }],
    });
    late.resolve(answered({ ...prediction, digit: 0, n_seen: 2 }));
    await settled();
    expect(game.get()).toMatchObject({ answers: [{ verdict: { kind: "read", digit: null } }] });
  });

  it("tells the seconds that are left", async () => {
    const { game, clock } = setUp();
    game.begin();
    await clock.pass(12_000);
    expect(game.get()).toMatchObject({ left_ms: 48_000 });
  });

  it("says of a drawing that the server did not read just that", async () => {
    const { game } = setUp(() => Promise.resolve(failed(away)));
    game.begin();
    game.answer(ink, false);
    await settled();
    expect(game.get()).toMatchObject({ answers: [{ verdict: { kind: "unread" } }] });
  });

  it("hears nothing of an earlier round", async () => {
    const first = deferred<Result<Prediction>>();
    const second = deferred<Result<Prediction>>();
    const asked = [first, second];
    const { game } = setUp(() => asked.shift()?.promise ?? second.promise);
    game.begin();
    game.answer(ink, false);
    game.begin();
    game.answer(ink, false);
    first.resolve(answered(prediction));
    await settled();
    expect(game.get()).toMatchObject({ answers: [{ verdict: { kind: "reading" } }] });
    game.leave();
    second.resolve(answered(prediction));
    await settled();
    expect(game.get()).toEqual({ state: "ready" });
  });
});

const answer = (label: number, digit: number | null): Answer => ({
  label,
  ink,
  isSample: false,
  verdict: { kind: "read", digit },
});

describe("the best game", () => {
  it("is the one with more digits read, or as many in less time", () => {
    const slow = { nRead: 9, time_ms: 50_000 };
    expect(better(slow, { nRead: 8, time_ms: 20_000 })).toBe(slow);
    expect(better(slow, { nRead: 9, time_ms: 49_000 })).toEqual({ nRead: 9, time_ms: 49_000 });
    expect(better(null, slow)).toBe(slow);
  });

  it("is kept in the browser; what is damaged there counts for nothing", () => {
    keepBest({ nRead: 9, time_ms: 50_000 });
    expect(keptBest()).toEqual({ nRead: 9, time_ms: 50_000 });
    localStorage.setItem("ductus.best game", '{"nRead": "all"}');
    expect(keptBest()).toBeNull();
  });

  it("is never one with samples, or with a drawing that was not read", () => {
    const fair = [answer(1, 1), answer(2, 3)];
    expect(scoreOf(fair, 4000)).toEqual({ nRead: 1, time_ms: 4000 });
    expect(scoreOf([...fair, { ...answer(4, 4), isSample: true }], 4000)).toBeNull();
    expect(scoreOf([...fair, { ...answer(4, 4), verdict: { kind: "unread" } }], 4000)).toBeNull();
    expect(scoreOf([], 60_000)).toBeNull();
  });
});
