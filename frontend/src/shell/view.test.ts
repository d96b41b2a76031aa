import { expect, it } from "vitest";
import { handKeyIn, hashOf, hashOfKey, viewOf, views } from "./view";

it("finds every page at its own address", () => {
  for (const view of views) expect(viewOf(hashOf(view))).toBe(view);
});

it.each(["", "#", "#/", "#/nowhere", "#/inside/7"])("draws at any other address: %s", (hash) => {
  expect(viewOf(hash)).toBe("draw");
});

it("finds the page of one's own hand at the address that carries its key, and the key in it", () => {
  expect(viewOf(hashOfKey("0b2f"))).toBe("hand");
  expect(handKeyIn(hashOfKey("0b2f"))).toBe("0b2f");
  for (const view of views) expect(handKeyIn(hashOf(view))).toBeNull();
});
