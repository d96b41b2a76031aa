import { expect, it, vi } from "vitest";
import { at } from "../testing/at";
import { createDrawingStore, endStroke } from "./drawingStore";

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

it("ends a stroke under way, but keeps a photograph that lies below it", () => {
  const store = createDrawingStore();
  store.dispatch(began);
  endStroke(store);
  expect(store.get()).toMatchObject({ finished: [{ samples: [at(0)] }], active: null });
  store.dispatch({ type: "pasted", photo: { image: "data:," } });
  store.dispatch(began);
  endStroke(store);
  expect(store.get()).toMatchObject({ finished: [], photo: { image: "data:," }, active: null });
});
