import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createDrawingStore } from "../../strokes/drawingStore";
import { isSample } from "../../strokes/samples";
import { keepSheet } from "../../strokes/sheetStorage";
import { at } from "../../testing/at";
import { createFakeClock } from "../../testing/fakeClock";
import { useSampleWriter } from "./useSampleWriter";

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: true })); // written at once, as where less motion is asked for
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it("marks what it writes as the page's, also after a reload, until the visitor draws on it", () => {
  const drawing = createDrawingStore();
  keepSheet(drawing, () => sessionStorage);
  const { result } = renderHook(() => useSampleWriter(drawing, createFakeClock()));
  expect(isSample(drawing.get().finished)).toBe(false);
  result.current(4);
  expect(isSample(drawing.get().finished)).toBe(true);

  const reloaded = createDrawingStore();
  keepSheet(reloaded, () => sessionStorage);
  expect(isSample(reloaded.get().finished)).toBe(true);
  reloaded.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0, 0.5, 40) });
  reloaded.dispatch({ type: "ended", pointer: 1 });
  expect(isSample(reloaded.get().finished)).toBe(false);
});
