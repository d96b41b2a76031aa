import { expect, it } from "vitest";
import { hashOf, viewOf, views } from "./view";

it("finds every page at its own address", () => {
  for (const view of views) expect(viewOf(hashOf(view))).toBe(view);
});

it.each(["", "#", "#/", "#/nowhere", "#/inside/7"])("draws at any other address: %s", (hash) => {
  expect(viewOf(hash)).toBe("draw");
});
