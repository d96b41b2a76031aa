import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createDrawingStore } from "../strokes/drawingStore";
import { at } from "../testing/at";
import { deferred, type Deferred } from "../testing/deferred";
import { usePhotoUpload } from "./usePhotoUpload";

/** Each picture that is being read, in the order in which it was chosen. */
let reading: Deferred<unknown>[] = [];

beforeEach(() => {
  reading = [];
  vi.stubGlobal("createImageBitmap", () => {
    reading = [...reading, deferred()];
    return reading.at(-1)?.promise;
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Return a small PNG, which is sent as it is; `mark` is its last byte. */
function png(mark: string): Blob {
  const letters = `\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\b\0\0\0\0${mark}`;
  return new Blob([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))]);
}

function setUp() {
  const drawing = createDrawingStore();
  const { result } = renderHook(() => usePhotoUpload(drawing));
  const { take } = result.current;
  const read = (i: number) => {
    reading[i]?.resolve({ width: 1, height: 1, close: () => undefined });
  };
  const photo = () => atob(drawing.get().photo?.image.split(",")[1] ?? "").at(-1);
  return { result, drawing, take, read, photo };
}

it("keeps the picture that was chosen last, though an earlier one is read later", async () => {
  const { take, read, photo } = setUp();
  const [slow, fast] = [take(png("s")), take(png("f"))];
  read(1);
  await act(() => fast);
  expect(photo()).toBe("f");
  read(0);
  await act(() => slow);
  expect(photo()).toBe("f");
});

it.each([
  ["under way", false],
  ["drawn", true],
])("does not lay a picture over a stroke %s meanwhile", async (_, isEnded) => {
  const { drawing, take, read } = setUp();
  const taken = take(png("p"));
  drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
  if (isEnded) drawing.dispatch({ type: "ended", pointer: 1 });
  const before = drawing.get();
  read(0);
  await act(() => taken);
  expect(drawing.get()).toBe(before);
});

it("lays a picture over what was drawn before, also where a part of that was undone meanwhile", async () => {
  const { drawing, take, read, photo } = setUp();
  for (const pointer of [1, 2]) {
    drawing.dispatch({ type: "began", pointer, tool: "pen", sample: at(0) });
    drawing.dispatch({ type: "ended", pointer });
  }
  const taken = take(png("p"));
  drawing.dispatch({ type: "undone" });
  read(0);
  await act(() => taken);
  expect(photo()).toBe("p");
});

it("says why a picture was not taken until there is another drawing", async () => {
  const { result, drawing, take } = setUp();
  const taken = take(png("s"));
  reading[0]?.resolve(Promise.reject(new DOMException("no picture", "InvalidStateError")));
  await act(() => taken);
  expect(result.current.problem).toBe("notAPicture");
  act(() => {
    drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
  });
  expect(result.current.problem).toBe("notAPicture");
  act(() => {
    drawing.dispatch({ type: "ended", pointer: 1 });
  });
  expect(result.current.problem).toBeNull();
});
