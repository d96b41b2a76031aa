import { describe, expect, it } from "vitest";
import { fit, longest, shrink } from "./shrink";

describe("shrinking", () => {
  it("keeps the shape, and never enlarges", () => {
    expect(fit({ width: 4000, height: 3000 }, 800)).toEqual({ width: 800, height: 600 });
    expect(fit({ width: 30, height: 20 }, 800)).toEqual({ width: 30, height: 20 });
    expect(fit({ width: 5000, height: 1 }, 800)).toEqual({ width: 800, height: 1 });
  });

  it("takes the largest picture that the door takes", () => {
    const drawn: number[] = [];
    const draw = ({ width, height }: { width: number; height: number }) => {
      drawn.push(width);
      return "x".repeat(width * height);
    };
    const picture = shrink({ width: 4000, height: 4000 }, draw);
    expect(drawn).toEqual([800, 560, 400]);
    expect(picture?.length).toBeLessThanOrEqual(longest);
  });

  it("says so where none is short enough", () => {
    expect(shrink({ width: 9, height: 9 }, () => "x".repeat(longest + 1))).toBeNull();
  });
});
