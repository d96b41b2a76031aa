import { describe, expect, it } from "vitest";
import { at } from "../testing/at";
import { outlineOf, penWidth } from "./outline";
import type { Sample, Stroke } from "./stroke";

const pen = (...samples: Sample[]): Stroke => ({ tool: "pen", samples });

function sizeOf(stroke: Stroke, side_px: number) {
  const outline = outlineOf(stroke, side_px);
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return { width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
}

describe("the outline of a stroke", () => {
  it("is as wide as the pen across a straight line", () => {
    const line = pen(...Array.from({ length: 20 }, (_, i) => at(0.2 + i * 0.03, 0.5)));
    // perfect-freehand tapers by pressure; 0.5 is its middle, which is the size asked for.
    expect(sizeOf(line, 280).height).toBeCloseTo(280 * penWidth, 0);
  });

  it("grows with the sheet and nothing else", () => {
    const line = pen(at(0.2, 0.2), at(0.5, 0.6), at(0.8, 0.3));
    const small = outlineOf(line, 100);
    const large = outlineOf(line, 300);
    expect(large).toHaveLength(small.length);
    large.forEach(([x, y], i) => {
      expect(x / 3).toBeCloseTo(small[i]?.[0] ?? Number.NaN, 6);
      expect(y / 3).toBeCloseTo(small[i]?.[1] ?? Number.NaN, 6);
    });
  });

  it.each([
    ["a tap", pen(at(0.5, 0.5))],
    ["a pen that rests", pen(at(0.5, 0.5), at(0.5, 0.5), at(0.5, 0.5))],
  ])("is a dot of about the pen's width for %s", (_, stroke) => {
    const { width, height } = sizeOf(stroke, 280);
    expect(width).toBeGreaterThan(10);
    expect(width).toBeLessThan(30);
    expect(height).toBeGreaterThan(10);
  });

  it("is empty for a stroke without samples", () => {
    expect(outlineOf(pen(), 280)).toEqual([]);
  });

  it("holds numbers only, for strokes far off the sheet too", () => {
    const outline = outlineOf(pen(at(-3, 0.5), at(4, 0.5), at(4, 0.5)), 280);
    expect(outline.flat().every(Number.isFinite)).toBe(true);
  });
});
