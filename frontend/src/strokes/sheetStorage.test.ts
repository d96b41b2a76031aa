import { expect, it } from "vitest";
import { createDrawingStore } from "./drawingStore";
import { parseSheet } from "./parseSheet";
import { keepSheet } from "./sheetStorage";

const began = { type: "began", pointer: 1, tool: "pen", sample: { x: 0, y: 0.5, pressure: 1 } } as const;
const ended = { type: "ended", pointer: 1 } as const;

function loaded() {
  const store = createDrawingStore();
  keepSheet(store, () => localStorage);
  return store;
}

it("lays out after a reload what was drawn before it", () => {
  const before = loaded();
  before.dispatch(began);
  before.dispatch(ended);
  before.dispatch(began); // under way: not kept
  expect(loaded().get()).toMatchObject({ finished: before.get().finished, active: null, past: [] });
});

it("forgets what was cleared", () => {
  const before = loaded();
  before.dispatch(began);
  before.dispatch(ended);
  before.dispatch({ type: "cleared" });
  expect(localStorage).toHaveLength(0);
});

it("does without storage where the browser forbids it", () => {
  const store = createDrawingStore();
  keepSheet(store, () => {
    throw new DOMException("forbidden", "SecurityError");
  });
  store.dispatch(began);
  store.dispatch(ended);
  expect(store.get().finished).toHaveLength(1);
});

it.each([
  "",
  "null",
  "7",
  '{"finished":7,"photo":null}',
  '{"finished":[],"photo":"https://elsewhere.example/x.png"}',
  '{"finished":[{"tool":"brush","samples":[{"x":0,"y":0,"pressure":1}]}],"photo":null}',
  '{"finished":[{"tool":"pen","samples":[]}],"photo":null}',
  '{"finished":[{"tool":"pen","samples":[{"x":0,"y":null,"pressure":1}]}],"photo":null}',
])("takes nothing else for a sheet: %s", (text) => {
  expect(parseSheet(text)).toBeUndefined();
});
