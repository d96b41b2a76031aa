import { describe, expect, it } from "vitest";
import { at } from "../testing/at";
import { paintStrokes, type InkContext } from "./paint";
import type { Stroke } from "./stroke";

function recorder() {
  const calls: string[] = [];
  const record =
    (name: string) =>
    (...numbers: unknown[]) => {
      if (!numbers.every(Number.isFinite)) throw new Error(`${name} got ${numbers.join(", ")}`);
      calls.push(name);
    };
  const context: InkContext = {
    fillStyle: "",
    beginPath: record("beginPath"),
    closePath: record("closePath"),
    fill: record("fill"),
    moveTo: record("moveTo"),
    quadraticCurveTo: record("quadraticCurveTo"),
  };
  return { context, calls };
}

const line: Stroke = {
  tool: "mouse",
  samples: [at(0.2, 0.2), at(0.7, 0.8)],
};

describe("painting", () => {
  it("fills one closed path a stroke, in the colour asked for", () => {
    const { context, calls } = recorder();
    paintStrokes(context, [line, line], { side_px: 100, colour: "black" });
    expect(calls.filter((call) => call === "fill")).toHaveLength(2);
    expect(calls.filter((call) => call === "closePath")).toHaveLength(2);
    expect(context.fillStyle).toBe("black");
  });

  it("leaves the sheet alone where there are no strokes, or none with ink", () => {
    const { context, calls } = recorder();
    paintStrokes(context, [{ tool: "pen", samples: [] }], { side_px: 100, colour: "black" });
    expect(calls).toEqual([]);
  });
});
