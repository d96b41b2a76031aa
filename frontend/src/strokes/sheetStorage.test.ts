/** The sheet in the storage of its tab: kept, restored, and checked when it is read. */

import { expect, it } from "vitest";
import { at } from "../testing/at";
import { createDrawingStore } from "./drawingStore";
import { parseSheet } from "./parseSheet";
import { keepSheet } from "./sheetStorage";

const began = { type: "began", pointer: 1, tool: "pen", sample: at(0, 0.5, 40) } as const;
const ended = { type: "ended", pointer: 1 } as const;

/** Return the drawing store of a page that has just been loaded. */
function storeAfterReload() {
  const store = createDrawingStore();
  keepSheet(store, () => sessionStorage);
  return store;
}

it("restores finished strokes after a reload, with their times", () => {
  const before = storeAfterReload();
  before.dispatch(began);
  before.dispatch(ended);
  before.dispatch(began); // an unfinished stroke is not kept
  expect(storeAfterReload().get()).toMatchObject({ finished: before.get().finished, active: null, past: [] });
});

it("removes a cleared sheet from storage", () => {
  const before = storeAfterReload();
  before.dispatch(began);
  before.dispatch(ended);
  before.dispatch({ type: "cleared" });
  expect(sessionStorage).toHaveLength(0);
});

it("goes on drawing when the browser forbids storage", () => {
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
  '{"finished":[],"photo":{"image":"https://elsewhere.example/x.png"}}',
  '{"finished":[{"tool":"brush","samples":[{"x":0,"y":0,"pressure":1,"time_ms":0}]}],"photo":null}',
  '{"finished":[{"tool":"pen","samples":[]}],"photo":null}',
  '{"finished":[{"tool":"pen","samples":[{"x":0,"y":null,"pressure":1,"time_ms":0}]}],"photo":null}',
  '{"finished":[{"tool":"pen","samples":[{"x":0,"y":0,"pressure":1}]}],"photo":null}',
])("rejects text that is no kept sheet: %s", (text) => {
  expect(parseSheet(text)).toBeUndefined();
});
