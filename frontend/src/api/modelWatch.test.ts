import { describe, expect, it } from "vitest";
import { servedModel } from "../testing/answers";
import type { ServedModel } from "./client";
import { isAwaited, pollInterval_ms, nextWatch, type ModelWatch } from "./modelWatch";

/** The watch after these answers, a second apart. */
function after(...answers: Partial<ServedModel>[]): ModelWatch {
  const [first, ...others] = answers.map((answer) => ({ ...servedModel, ...answer }));
  const start = nextWatch(undefined, { ...servedModel, ...first }, 0);
  return others.reduce((watch, model, i) => nextWatch(watch, model, (i + 1) * 1000), start);
}

describe("watching the served model", () => {
  it("has no news at first, nor while nothing changes", () => {
    expect(after({}).news).toEqual({ kind: "none" });
    expect(after({}, { new_digits: 4 }).news).toEqual({ kind: "none" });
  });

  it("tells of another version, and goes on telling", () => {
    const watch = after({ version: 1 }, { version: 2 }, { version: 2 });
    expect(watch.news).toEqual({ kind: "promoted", version: 2, since_ms: 1000 });
  });

  it("tells of an earlier version too, after a rollback, and does not call it promoted", () => {
    expect(after({ version: 3 }, { version: 2 }).news).toMatchObject({ kind: "earlier", version: 2 });
    // At once, though the promotion was told a second before.
    expect(after({ version: 2 }, { version: 3 }, { version: 2 }).news).toMatchObject({
      kind: "earlier",
      version: 2,
    });
  });

  it("calls none promoted that an administrator chose, and tells at once of the next choice", () => {
    const chosen = after({ version: 5 }, { version: 2, is_pinned: true }, { version: 3, is_pinned: true });
    expect(chosen.news).toEqual({ kind: "earlier", version: 3, since_ms: 2000 });
  });

  it("tells of a version that was taken back, and promotes nothing by that", () => {
    expect(after({ version: 3 }, { version: 2, undone: 3 }).news).toEqual({
      kind: "returned",
      version: 2,
      undone: 3,
      since_ms: 1000,
    });
  });

  it("tells when a training ended and the version stayed", () => {
    expect(after({ is_training: true }, { is_training: false }).news).toEqual({ kind: "kept" });
  });

  it("forgets news while the next training goes on, but not for five seconds", () => {
    const busy = { version: 2, is_training: true };
    expect(after({}, { version: 2 }, busy).news).toMatchObject({ kind: "promoted", version: 2 });
    expect(after({ version: 1 }, busy, busy, busy, busy, busy, busy).news).toEqual({ kind: "none" });
  });

  it("changes news once in five seconds where versions follow each other, and ends with the newest", () => {
    const versions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9].map((version) => ({
      version,
      is_training: version < 9,
    }));
    const told = versions.map((_, i) => after(...versions.slice(0, i + 1)).news);
    const named = told.map((news) => (news.kind === "promoted" ? news.version : news.kind));
    expect(named).toEqual(["none", 2, 2, 2, 2, 2, 7, 7, 7, 7, 7, 9]);
  });

  it("tells of a version that was kept, when the five seconds of a promotion are over", () => {
    const busy = { version: 2, is_training: true };
    const idle = { version: 2, is_training: false };
    const kept = [{ version: 1 }, idle, busy, idle, idle, idle];
    expect(after(...kept).news).toMatchObject({ kind: "promoted", version: 2 });
    expect(after(...kept, idle).news).toEqual({ kind: "kept" });
    expect(after(...kept, idle, idle).news).toEqual({ kind: "kept" });
    expect(after(...kept, busy).news).toEqual({ kind: "none" }); // the next training has begun
    const third = { version: 3, is_training: false };
    expect(after(...kept, third).news).toMatchObject({ kind: "promoted", version: 3 });
  });

  it("awaits a version when ten digits have come together, for a minute at most", () => {
    const watch = after({ new_digits: 9 }, { new_digits: 0 });
    expect(isAwaited(watch, 1000)).toBe(true);
    expect(isAwaited(watch, 61_000)).toBe(false);
    expect(isAwaited(after({ new_digits: 3 }, { new_digits: 4 }), 1000)).toBe(false);
  });

  it("awaits none while the learning is paused, also where it was paused later", () => {
    const ten = [{ new_digits: 9 }, { new_digits: 0 }];
    const paused = { new_digits: 0, is_pinned: true };
    expect(isAwaited(after({ new_digits: 9 }, paused), 1000)).toBe(false);
    expect(isAwaited(after(...ten, paused), 2000)).toBe(false);
  });

  it("awaits none when a digit was taken back", () => {
    expect(isAwaited(after({ new_digits: 3 }, { new_digits: 2 }), 1000)).toBe(false);
    expect(isAwaited(after({ new_digits: 1 }, { new_digits: 0 }), 1000)).toBe(false);
  });

  it("awaits no more once the version is there, or has been turned down", () => {
    const ten = [{ new_digits: 9 }, { new_digits: 0 }];
    expect(after(...ten, { new_digits: 0, version: 2 }).awaited_until_ms).toBeNull();
    expect(
      after(...ten, { new_digits: 0, is_training: true }, { new_digits: 0 }).awaited_until_ms,
    ).toBeNull();
  });
});

describe("the next question", () => {
  it("comes twice a second while the network learns or a version is awaited", () => {
    expect(pollInterval_ms(after({ is_training: true }), 0)).toBe(500);
    expect(pollInterval_ms(after({ new_digits: 9 }, { new_digits: 0 }), 1000)).toBe(500);
  });

  it("comes once a second otherwise", () => {
    expect(pollInterval_ms(after({}), 0)).toBe(1000);
    expect(pollInterval_ms(undefined, 0)).toBe(1000);
    // A run whose worker died before the pin stays in training for as long as the learning is paused.
    expect(pollInterval_ms(after({ is_training: true, is_pinned: true }), 0)).toBe(1000);
  });
});
