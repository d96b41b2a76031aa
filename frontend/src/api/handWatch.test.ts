import { describe, expect, it } from "vitest";
import { hand } from "../testing/answers";
import type { Hand } from "./client";
import { nextHandWatch, runsOf, type Runs } from "./handWatch";

const finished_at = "2026-11-20T10:00:00Z";
const run = (version: number, status: "promoted" | "rejected" = "rejected") =>
  ({ version, status, finished_at }) as const;
const ended = (
  version: number,
  status: "promoted" | "rejected" = "rejected",
  isAnotherUnderWay = false,
  undone: number | null = null,
): Runs => ({
  ended: run(version, status),
  isAnotherUnderWay,
  undone,
});
const held = { id: 5, label: 1, read_as: 7, why: "contradicted" } as const;
const refused: Hand = { ...hand, n_held: 1, held: [held] };
const readsOnes: Hand = {
  ...hand,
  by_digit: hand.by_digit.map((digit) => (digit.label === 1 ? { ...digit, now: "everybody" } : digit)),
};

/** The watch after these answers, each with what was known of the runs when it was asked for. */
function after(...answers: (readonly [Hand, Runs | null])[]) {
  const [first, ...others] = answers;
  if (first === undefined) throw new Error("wanted an answer");
  return others.reduce(
    (watch, [next, runs]) => nextHandWatch(watch, next, runs),
    nextHandWatch(undefined, ...first),
  );
}

describe("watching a hand", () => {
  it("has no news at first, nor while no run ends", () => {
    expect(after([refused, ended(1)]).news).toBeNull();
    expect(after([hand, null], [refused, ended(1)]).news).toBeNull();
    expect(after([hand, ended(1)], [refused, ended(1)]).news).toBeNull();
  });

  it("tells what a refused run has set aside, and nothing that was set aside before", () => {
    expect(after([hand, ended(1)], [refused, ended(2)]).news).toEqual({
      outcome: run(2),
      nSetAside: 1,
      setAside: [held],
      gained: [],
    });
    expect(after([refused, ended(1)], [refused, ended(2)]).news?.setAside).toEqual([]);
  });

  it("counts also those set aside that the server does not name, and none that was held before", () => {
    const named = (...ids: number[]) => ids.map((id) => ({ ...held, id }));
    const before = { ...hand, n_held: 4, held: named(9, 8) };
    const more = { ...hand, n_held: 9, held: named(12, 11) };
    expect(after([before, ended(1)], [more, ended(2)]).news).toMatchObject({
      nSetAside: 5,
      setAside: named(12, 11),
    });
    const released = { ...hand, n_held: 3, held: named(9, 7) };
    expect(after([before, ended(1)], [released, ended(2)]).news).toMatchObject({
      nSetAside: 0,
      setAside: [],
    });
  });

  it("tells which digits everybody's network reads now, though not those that were drawn for the first time", () => {
    expect(after([hand, ended(1)], [readsOnes, ended(2, "promoted")]).news).toMatchObject({
      outcome: run(2, "promoted"),
      gained: [1],
    });
    expect(after([readsOnes, ended(1)], [hand, ended(2, "promoted")]).news?.gained).toEqual([]);
  });

  it("tells that a version was taken back, with what was set aside, once", () => {
    const served = [hand, ended(2, "promoted")] as const;
    const back = [refused, ended(2, "promoted", false, 2)] as const;
    expect(after(served, back).news).toEqual({
      outcome: { undone: 2 },
      nSetAside: 1,
      setAside: [held],
      gained: [],
    });
    expect(after(served, back, [refused, ended(3, "promoted", false, 2)]).news?.outcome).toEqual(
      run(3, "promoted"),
    );
    expect(after(back, back).news).toBeNull();
  });

  it("goes on telling until the next run ends", () => {
    const news = [hand, ended(1)] as const;
    expect(after(news, [refused, ended(2)], [refused, ended(2)]).news?.setAside).toEqual([held]);
    expect(after(news, [refused, ended(2)], [refused, ended(3)]).news?.setAside).toEqual([]);
  });

  it("measures by the hand before the run, though the answer of the hand is there before that of the run", () => {
    expect(
      after([hand, ended(1)], [refused, ended(1, "rejected", true)], [refused, ended(2)]).news?.setAside,
    ).toEqual([held]);
  });
});

describe("runs", () => {
  it("are the newest one that has ended, and whether another one waits or is under way", () => {
    expect(
      runsOf([
        { version: 4, status: "queued", finished_at, is_undone: false },
        { version: 3, status: "training", finished_at, is_undone: false },
        { version: 2, status: "failed", finished_at, is_undone: false },
      ]),
    ).toEqual({
      ended: { version: 2, status: "failed", finished_at, is_undone: false },
      isAnotherUnderWay: true,
      undone: null,
    });
    const taken = [
      { version: 3, status: "rejected", finished_at, is_undone: false },
      { version: 2, status: "promoted", finished_at, is_undone: true },
    ] as const;
    expect(runsOf(taken)).toMatchObject({ ended: { version: 3 }, isAnotherUnderWay: false, undone: 2 });
  });
});
