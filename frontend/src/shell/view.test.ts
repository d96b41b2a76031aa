import { expect, it } from "vitest";
import { handKeyIn, hashOf, hashOfKey, placeOf, viewOf, views } from "./view";

it("finds every page at its own address", () => {
  for (const view of views) expect(viewOf(hashOf(view))).toBe(view);
});

it.each(["", "#", "#/", "#/nowhere", "#/nowhere/7", "#7"])("draws at any other address: %s", (hash) => {
  expect(viewOf(hash)).toBe("draw");
});

it("finds a chapter, and what was chosen on a page", () => {
  expect(hashOf("learn", "cost")).toBe("#/learn/cost");
  expect(placeOf("#/learn/cost")).toMatchObject({ view: "learn", part: "cost" });
  const hash = hashOf("gallery", 12, { label: 0, mine: true, misread: false, of: null });
  expect(hash).toBe("#/gallery/12?label=0&mine");
  const { view, part, choices } = placeOf(hash);
  expect([view, part, choices.get("label"), choices.has("mine"), choices.has("misread")]).toEqual([
    "gallery",
    "12",
    "0",
    true,
    false,
  ]);
});

it("finds the page of one's own hand at the address that carries its key, and the key in it", () => {
  expect(viewOf(hashOfKey("0b2f"))).toBe("hand");
  expect(handKeyIn(hashOfKey("0b2f"))).toBe("0b2f");
  for (const view of views) expect(handKeyIn(hashOf(view))).toBeNull();
});
