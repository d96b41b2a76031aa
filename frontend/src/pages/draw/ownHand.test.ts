import { describe, expect, it } from "vitest";
import { hand, servedModel } from "../../testing/answers";
import type { Runs } from "../../api/handWatch";
import { newsKey, ownMemory, withRuns } from "./ownHand";

const ended = { version: 3, status: "rejected", finished_at: "2026-11-20T10:00:00Z" } as const;

describe("the drawing page", () => {
  it("has other news when another version is served, and when a run ends", () => {
    const runs = { ended, isAnotherUnderWay: false, undone: null };
    const key = newsKey(1, runs);
    expect(newsKey(1, { ...runs, isAnotherUnderWay: true })).toBe(key);
    expect(newsKey(2, runs)).not.toBe(key);
    expect(newsKey(1, { ...runs, ended: { ...ended, version: 4 } })).not.toBe(key);
    expect(newsKey(1, { ...runs, undone: 3 })).not.toBe(key);
    expect(newsKey(undefined, runs)).toBeUndefined();
    expect(newsKey(1, null)).toBeUndefined();
  });

  it("knows whether the own memory speaks", () => {
    expect(ownMemory(null)).toBe("unknown");
    expect(ownMemory(hand)).toBe("speaks");
    expect(ownMemory({ ...hand, memory: { n_digits: 3, speaks: false } })).toBe("silent");
  });

  it("awaits no version once the newest run has ended", () => {
    const watch = { model: servedModel, news: { kind: "none" }, isKept: false, awaited_until_ms: 1 } as const;
    const served = { state: "known", watch, isAwaited: true, isStale: false } as const;
    expect(withRuns(served, { ended, isAnotherUnderWay: false, undone: null })).toMatchObject({
      isAwaited: false,
    });
    expect(withRuns(served, { ended, isAnotherUnderWay: true, undone: null })).toMatchObject({
      isAwaited: true,
    });
    expect(withRuns(served, null)).toEqual(served);
  });

  it("calls a run refused where it was, and not one that waits to be tried again", () => {
    const watch = {
      model: servedModel,
      news: { kind: "kept" },
      isKept: true,
      awaited_until_ms: null,
    } as const;
    const served = { state: "known", watch, isAwaited: false, isStale: false } as const;
    const told = (runs: Runs | null) => {
      const shown = withRuns(served, runs);
      return shown.state === "known" && shown.watch.news.kind;
    };
    expect(told({ ended, isAnotherUnderWay: false, undone: null })).toBe("kept");
    expect(told({ ended, isAnotherUnderWay: true, undone: null })).toBe("none");
    expect(told({ ended: { ...ended, status: "promoted" }, isAnotherUnderWay: false, undone: null })).toBe(
      "none",
    );
    expect(told(null)).toBe("none");
  });
});
