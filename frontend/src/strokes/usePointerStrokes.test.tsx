import { fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { expect, it } from "vitest";
import { createDrawingStore, type DrawingStore } from "./drawingStore";
import { usePointerStrokes } from "./usePointerStrokes";

/** A sheet of 100 px from (20, 20) on, in its margin, with a button on it. */
function Page({ store }: { store: DrawingStore }) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const handlers = usePointerStrokes(store, sheet);
  return (
    <div data-testid="margin" {...handlers}>
      <canvas ref={sheet} />
      <button type="button">Go on</button>
    </div>
  );
}

function setUp() {
  const store = createDrawingStore();
  const { unmount } = render(<Page store={store} />);
  const margin = screen.getByTestId("margin");
  margin.setPointerCapture = () => undefined;
  const canvas = margin.querySelector("canvas");
  if (canvas === null) throw new Error("wanted the sheet");
  canvas.getBoundingClientRect = () => new DOMRect(20, 20, 100, 100);
  const at = (clientX: number, clientY: number) => ({ pointerId: 1, button: 0, clientX, clientY });
  return { store, margin, at, unmount };
}

it("begins a stroke from the margin where the pointer comes in", () => {
  const { store, margin, at } = setUp();
  fireEvent.pointerDown(margin, at(5, 70));
  fireEvent.pointerMove(margin, at(15, 70));
  expect(store.get().active).toBeNull();
  fireEvent.pointerMove(margin, at(30, 70));
  fireEvent.pointerMove(margin, at(60, 70));
  fireEvent.pointerUp(margin, at(60, 70));
  const [stroke] = store.get().finished;
  expect(stroke?.samples.map(({ x, y }) => [x, y])).toEqual([
    [0.1, 0.5],
    [0.4, 0.5],
  ]);
});

it("draws nothing where the pointer stays in the margin, and nothing of it later", () => {
  const { store, margin, at } = setUp();
  fireEvent.pointerDown(margin, at(5, 70));
  fireEvent.pointerUp(margin, at(5, 70));
  fireEvent.pointerMove(margin, at(60, 70));
  expect(store.get()).toMatchObject({ active: null, finished: [] });
});

it("goes on beyond the edge once it has begun on the sheet", () => {
  const { store, margin, at } = setUp();
  fireEvent.pointerDown(margin, at(60, 70));
  fireEvent.pointerMove(margin, at(130, 70));
  expect(store.get().active?.samples.at(-1)?.x).toBeCloseTo(1.1);
});

it("leaves a button on the sheet its press", () => {
  const { store, at } = setUp();
  fireEvent.pointerDown(screen.getByRole("button"), at(60, 70));
  expect(store.get().active).toBeNull();
});

it("ends the stroke under way when its page is left, so that the next one can be drawn", () => {
  const { store, margin, at, unmount } = setUp();
  fireEvent.pointerDown(margin, at(60, 70));
  unmount();
  expect(store.get()).toMatchObject({ active: null, finished: [{ samples: [{ x: 0.4, y: 0.5 }] }] });
});
