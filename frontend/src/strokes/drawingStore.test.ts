import { expect, it, vi } from "vitest";
import { at } from "../testing/at";
import { createDrawingStore } from "./drawingStore";

const began = { type: "began", pointer: 1, tool: "pen", sample: at(0) } as const;

it("tells its subscribers of every change, and of nothing else", () => {
  const store = createDrawingStore();
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  store.dispatch(began);
  store.dispatch({ type: "ended", pointer: 99 });
  expect(listener).toHaveBeenCalledTimes(1);
  unsubscribe();
  store.dispatch({ type: "cleared" });
  expect(listener).toHaveBeenCalledTimes(1);
});

it("hands out the same finished strokes while a stroke is being drawn", () => {
  const store = createDrawingStore();
  const before = store.get().finished;
  store.dispatch(began);
  expect(store.get().finished).toBe(before);
});
