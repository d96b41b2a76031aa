import { expect, it, vi } from "vitest";
import { randomUuid } from "./uuid";

it("is a random UUID of version 4, another each time", () => {
  const uuids = Array.from({ length: 100 }, randomUuid);
  for (const uuid of uuids) {
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(uuids).size).toBe(100);
});

it("needs no secure context", () => {
  vi.spyOn(crypto, "randomUUID").mockImplementation(() => {
    throw new Error("only in a secure context");
  });
  expect(randomUuid()).toHaveLength(36);
});
