import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Score } from "./best";
import { useBest } from "./useBest";

it("knows the best game of this visit also where the browser keeps none", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
  const good = { nRead: 9, time_ms: 30_000 };
  const { result, rerender } = renderHook<ReturnType<typeof useBest>, Score | null>(useBest, {
    initialProps: null,
  });
  const play = (score: Score) => {
    rerender(score);
    const { best, isBest } = result.current;
    result.current.next();
    rerender(null);
    return { best, isBest };
  };
  expect(play(good)).toEqual({ best: null, isBest: true });
  expect(play({ nRead: 8, time_ms: 20_000 })).toEqual({ best: good, isBest: false });
  expect(play({ nRead: 10, time_ms: 50_000 })).toEqual({ best: good, isBest: true });
});
