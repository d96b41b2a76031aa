import { describe, expect, it } from "vitest";
import { costOf, descend, sigmoid, slopeOfValley, valley } from "./maths";

describe("the formulas", () => {
  it("the sigmoid squeezes everything between 0 and 1", () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(Math.log(3))).toBeCloseTo(0.75);
    expect(sigmoid(-800)).toBeCloseTo(0);
  });

  it("the cost is nothing for the right output, and ln 2 for a shrug", () => {
    expect(costOf(1)).toBeCloseTo(0);
    expect(costOf(0.5)).toBeCloseTo(0.6931, 4);
  });

  it("the slope of the valley is its derivative", () => {
    for (const weight of [-3, -0.4, 1.7, 4]) {
      const difference = (valley(weight + 1e-5) - valley(weight - 1e-5)) / 2e-5;
      expect(slopeOfValley(weight)).toBeCloseTo(difference, 6);
    }
  });

  it("small steps lead down; large ones jump over, and stay within sight", () => {
    let weight = -2;
    for (let i = 0; i < 100; i += 1) weight = descend(weight, 0.3);
    expect(Math.abs(slopeOfValley(weight))).toBeLessThan(1e-6);
    expect(valley(descend(weight + 0.5, 0.1))).toBeLessThan(valley(weight + 0.5));
    expect(descend(-4, 100)).toBe(6);
  });
});
