import { afterEach, expect, it } from "vitest";
import { createOutboxStorage } from "./api/outbox/outboxStorage";
import type { Ink } from "./ink";
import { handsBefore, keepHand } from "./pages/hand/handsBefore";
import { createDrawingStore } from "./strokes/drawingStore";
import { keepSheet } from "./strokes/sheetStorage";
import { at } from "./testing/at";

afterEach(() => {
  history.replaceState(null, "", "/");
  sessionStorage.clear();
});

const ink: Ink = { strokes: [[[0, 0, 0]]] };

/** Keep a digit, a hand and a stroke as the page at this address does. */
function keepAll(address: string): void {
  history.replaceState(null, "", address);
  const digit = { key: address, label: 7, ink, verified_at_ms: 1 };
  createOutboxStorage(() => localStorage).keep(digit);
  keepHand({ key: address, nDigits: 1, at_ms: 0 });
  const drawing = createDrawingStore();
  const end = keepSheet(drawing, () => sessionStorage);
  drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
  drawing.dispatch({ type: "ended", pointer: 1 });
  end();
}

/** Return how many strokes, and the keys of what waits and of the hands, that the page at this address finds. */
function foundAt(address: string) {
  history.replaceState(null, "", address);
  const drawing = createDrawingStore();
  keepSheet(drawing, () => sessionStorage)();
  const waiting = createOutboxStorage(() => localStorage).list();
  return [drawing.get().finished.length, waiting.map(({ key }) => key), handsBefore().map(({ key }) => key)];
}

it.each(["/", "/class-a/"])(
  "keeps what belongs to the installation at %s from those at other paths",
  (address) => {
    keepAll(address);
    for (const other of ["/", "/class-a/", "/class-a/inner/", "/class-b/"].filter((path) => path !== address))
      expect(foundAt(other)).toEqual([0, [], []]);
    expect(foundAt(`${address}wall`)).toEqual([1, [address], [address]]);
  },
);

it("keeps the names of earlier releases at the root", () => {
  keepAll("/");
  expect(Object.keys(localStorage).sort()).toEqual(["ductus.hands", "ductus.outbox./"]);
  expect(Object.keys(sessionStorage)).toEqual(["ductus.sheet"]);
});
