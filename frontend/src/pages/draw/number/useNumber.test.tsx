import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { DigitOfNumber, Prediction, VerifiedNumber } from "../../../api/client";
import { createDrawingStore } from "../../../strokes/drawingStore";
import { useInk } from "../../../strokes/useStrokes";
import { answered, prediction } from "../../../testing/answers";
import { settled } from "../../../testing/fakeClock";
import { createNumbers } from "./numbers";
import { useNumber } from "./useNumber";

/** A sheet with a stroke at each of these places, on which each stroke is read as the digit beside it. */
async function setUp(read: readonly (readonly [x: number, digit: number])[], answer?: Partial<Prediction>) {
  const drawing = createDrawingStore();
  const taught: (VerifiedNumber | null)[] = [];
  const teach = (number: VerifiedNumber | null) => {
    taught.push(number);
  };
  let nAsked = 0;
  const numbers = createNumbers((ink) => {
    nAsked += 1;
    const strokes = "strokes" in ink ? ink.strokes : [];
    const digits = strokes.map(([point], index): DigitOfNumber => {
      const x = point?.[0] ?? 0;
      const digit = read.find(([at]) => at === x)?.[1] ?? 0;
      return { ...prediction, digit, strokes: [index], box: [x, 0.4, 0, 0.2] };
    });
    return Promise.resolve(answered({ number: "", certain: true, digits }));
  });
  function draw(...to: readonly (readonly [x: number, y: number])[]) {
    to.forEach(([x, y], i) => {
      const sample = { x, y, pressure: 0.5, time_ms: 100 * drawing.get().finished.length + i };
      if (i === 0) drawing.dispatch({ type: "began", pointer: 1, tool: "mouse", sample });
      else drawing.dispatch({ type: "moved", pointer: 1, samples: [sample] });
    });
    drawing.dispatch({ type: "ended", pointer: 1 });
  }
  for (const [x] of read) draw([x, 0.4], [x, 0.6]);
  /** What is known of the drawing: its answer, that of one with fewer strokes, or none. */
  let known: "own" | "older" | "none" = "own";
  const { result, rerender } = renderHook(() => {
    const ink = useInk(drawing);
    const seen = { ...prediction, n_seen: drawing.get().finished.length, ...answer };
    const isKnown = ink !== null && known !== "none";
    return useNumber({
      numbers,
      drawing,
      ink,
      answer: isKnown ? seen : null,
      isRead: known === "own",
      teach,
    });
  });
  const learn = (what: typeof known) => {
    known = what;
    rerender();
  };
  await act(settled);
  const after = async (change: () => void) => {
    await act(async () => {
      change();
      await settled();
    });
  };
  return { result, drawing, taught, draw, learn, after, nAsked: () => nAsked };
}

const fortySeven = [[0.2, 4], [0.7, 7]] as const; // prettier-ignore

describe("a number on the sheet", () => {
  it("is taught as it is read, with the strokes of each digit", async () => {
    const { result, taught, after } = await setUp(fortySeven);
    await after(() => result.current?.confirm());
    expect(taught).toEqual([{ digits: "47", split: [[0], [1]] }]);
  });

  it("is corrected digit by digit", async () => {
    const { result, taught, after } = await setUp(fortySeven);
    await after(() => result.current?.select(1));
    expect(result.current?.selected).toBe(1);
    await after(() => result.current?.choose(1));
    expect(result.current).toMatchObject({ labels: [4, 1], selected: null });
    await after(() => result.current?.confirm());
    expect(taught.map((number) => number?.digits)).toEqual(["41"]);
  });

  it("is confirmed for the very drawing alone, and is not shown where nothing is known of that", async () => {
    const { result, taught, draw, learn, after } = await setUp(fortySeven);
    learn("older");
    await after(() => {
      draw([0.9, 0.4], [0.9, 0.6]);
    });
    expect(result.current).toMatchObject({ labels: [4, 7], isOfInk: false });
    await after(() => result.current?.confirm());
    expect(taught).toEqual([null]);
    learn("none");
    expect(result.current).toBeNull();
  });

  it("has a digit selected by a tap into its box, which leaves no dot", async () => {
    const { result, drawing, draw, after } = await setUp(fortySeven);
    await after(() => {
      draw([0.7, 0.5]);
    });
    expect(result.current?.selected).toBe(1);
    expect(drawing.get().finished).toHaveLength(2);
  });

  it("is typed from left to right, over and over", async () => {
    const { result, after } = await setUp(fortySeven);
    for (const label of [5, 8, 6]) await after(() => result.current?.type(label));
    expect(result.current).toMatchObject({ labels: [6, 8], selected: 1 });
  });

  it("keeps what was said of a digit while others are drawn, but not what was said of one undone", async () => {
    const { result, drawing, draw, after } = await setUp(fortySeven);
    await after(() => result.current?.select(1));
    await after(() => result.current?.choose(1));
    await after(() => {
      draw([0.9, 0.4], [0.9, 0.6]);
    });
    expect(result.current?.labels).toEqual([4, 1, 0]);
    await after(() => {
      drawing.dispatch({ type: "undone" });
      drawing.dispatch({ type: "undone" });
      draw([0.6, 0.4], [0.6, 0.6]);
    });
    expect(result.current?.labels).toEqual([4, 0]);
  });

  it("is none where one digit is drawn, and nothing is asked where the network is sure of one", async () => {
    expect((await setUp([[0.2, 4]])).result.current).toBeNull();
    const { result, nAsked } = await setUp(fortySeven, { n_seen: 1, certain: true });
    expect([result.current, nAsked()]).toEqual([null, 0]);
  });

  it("is asked for where digits stand so near that they look like one, of which the network is not sure", async () => {
    const { result } = await setUp(fortySeven, { n_seen: 1, certain: false });
    expect(result.current?.labels).toEqual([4, 7]);
  });
});
