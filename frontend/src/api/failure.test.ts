import { describe, expect, it } from "vitest";
import { failureOf, isForGood, retryAfter_s } from "./failure";

const response = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });
const refusal = { code: "blank_drawing", detail: "There is no ink." };

describe("a failure", () => {
  it.each([400, 404, 410, 413, 415, 422])("is a refusal at %d in the server's own words", (status) => {
    expect(failureOf(response(status), refusal)).toEqual({ kind: "refused", ...refusal });
  });

  it.each(["<html>Not Found</html>", null, undefined, {}, { code: 7, detail: [] }, { detail: "Not found." }])(
    "is nobody's refusal when a 404 says %j",
    (body) => {
      expect(failureOf(response(404), body)).toEqual({ kind: "away" });
    },
  );

  it.each([429, 408])("asks to wait at %d, even with a code and a detail", (status) => {
    const failure = failureOf(response(status, { "Retry-After": "7" }), refusal);
    expect(failure).toEqual({ kind: "busy", reason: "throttled", wait_s: 7 });
  });

  it.each([500, 502, 503, 504])("asks to wait at %d", (status) => {
    expect(failureOf(response(status), refusal)).toEqual({ kind: "busy", reason: "unavailable", wait_s: 5 });
  });
});

describe("a refusal", () => {
  const refused = (code: string) => ({ kind: "refused", code, detail: "No." }) as const;

  it.each(["blank_drawing", "invalid_image", "invalid_request", "gone", "too_large", "idempotency_conflict"])(
    "with the code %s is for good",
    (code) => {
      expect(isForGood(refused(code))).toBe(true);
    },
  );

  it.each(["unknown_host", "cross_site", "method_not_allowed", "a_code_of_a_later_release", ""])(
    "with the code %s may pass",
    (code) => {
      expect(isForGood(refused(code))).toBe(false);
    },
  );

  it("is not meant by the other failures", () => {
    expect(isForGood({ kind: "away" })).toBe(false);
    expect(isForGood({ kind: "busy", reason: "throttled", wait_s: 1 })).toBe(false);
  });
});

describe("Retry-After", () => {
  it.each([
    ["2", 2],
    ["0", 0],
    ["86400", 300],
    ["-1", 5],
    ["soon", 5],
    ["", 5],
    ["Fri, 20 Nov 2026 09:00:00 GMT", 5],
    [null, 5],
  ])("%j means %d s", (header, wait_s) => {
    expect(retryAfter_s(header)).toBe(wait_s);
  });
});
