import { describe, expect, it } from "vitest";
import type { Stroke } from "../../../strokes/stroke";
import { boxOnSheet, isMarkAbove, roomOf, sizeOfPng, tappedBox } from "./boxes";

const strokes = { strokes: [] };
const four = { left: 0.1, top: 0.3, width: 0.2, height: 0.4 };
const two = { left: 0.5, top: 0.3, width: 0.2, height: 0.4 };

function stroke(...points: readonly (readonly [number, number])[]): Stroke {
  return {
    tool: "touch",
    samples: points.map(([x, y], i) => ({ x, y, pressure: 0.5, time_ms: i })),
  };
}

/** The head of a PNG, which is all that is read of it. */
function pngOf(width: number, height: number): string {
  const bytes = new Uint8Array(24);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
}

describe("the boxes of digits", () => {
  it("leave room for the line around strokes, and never leave the sheet", () => {
    const { left, top, width, height } = boxOnSheet([0.2, 0, 0.3, 1], strokes);
    expect(left).toBeCloseTo(0.155);
    expect(top).toBe(0);
    expect(left + width).toBeCloseTo(0.545);
    expect(height).toBe(1);
  });

  it("lie where a photograph does, which is as large as it can and in the middle", () => {
    expect(sizeOfPng(pngOf(400, 200))).toEqual({ width: 400, height: 200 });
    const { left, top, width, height } = boxOnSheet([200, 50, 100, 100], { image: pngOf(400, 200) });
    expect([left, top].map((side) => side + 0.045)).toEqual([0.5, 0.375]);
    expect([width - 0.09, height - 0.09].map((side) => Number(side.toFixed(6)))).toEqual([0.25, 0.25]);
  });

  it("are tapped by a dot inside, but not by a line, nor beside them", () => {
    expect(tappedBox(stroke([0.6, 0.5], [0.605, 0.505]), [four, two])).toBe(1);
    expect(tappedBox(stroke([0.6, 0.5], [0.65, 0.5]), [four, two])).toBeNull();
    expect(tappedBox(stroke([0.4, 0.5]), [four, two])).toBeNull();
  });

  it("have their marks above, or below where there is no room", () => {
    expect(isMarkAbove(four)).toBe(true);
    expect(isMarkAbove({ ...four, top: 0.02 })).toBe(false);
    expect(isMarkAbove({ ...four, top: 0.02, height: 0.95 })).toBe(true);
  });

  it("have marks that are no wider than the way to the next one", () => {
    expect(roomOf(four, [four, two])).toBeCloseTo(0.4);
  });
});
