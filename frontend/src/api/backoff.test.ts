import { describe, expect, it } from "vitest";
import { waitBeforeRetry_ms } from "./backoff";

describe("the wait before another attempt", () => {
  it("doubles from one second to half a minute", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 40].map((n) => waitBeforeRetry_ms({ kind: "away" }, n, 0));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it("is shortened by up to a half at random", () => {
    expect(waitBeforeRetry_ms({ kind: "away" }, 2, 1)).toBe(1000);
  });

  it("is what the server asks for", () => {
    expect(waitBeforeRetry_ms({ kind: "busy", reason: "throttled", wait_s: 42 }, 9, 0.7)).toBe(42000);
  });
});
