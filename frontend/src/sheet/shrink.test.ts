import { describe, expect, it } from "vitest";
import { maxPicture_chars, shrink, sizeWithin } from "./shrink";

describe("shrinking", () => {
  it("keeps the aspect ratio, with at least one pixel a side, and never enlarges", () => {
    expect(sizeWithin({ width: 4000, height: 3000 }, 800)).toEqual({ width: 800, height: 600 });
    expect(sizeWithin({ width: 30, height: 20 }, 800)).toEqual({ width: 30, height: 20 });
    expect(sizeWithin({ width: 5000, height: 1 }, 800)).toEqual({ width: 800, height: 1 });
  });

  it("returns the largest picture that is short enough", () => {
    const drawn: number[] = [];
    const draw = ({ width, height }: { width: number; height: number }) => {
      drawn.push(width);
      return "x".repeat(width * height);
    };
    const picture = shrink({ width: 4000, height: 4000 }, draw);
    // 800 × 800 and 560 × 560 characters are more than 250,000; 400 × 400 are fewer, so no smaller side is tried.
    expect(drawn).toEqual([800, 560, 400]);
    expect(picture).toHaveLength(400 * 400);
  });

  it("returns null if no size is short enough", () => {
    expect(shrink({ width: 9, height: 9 }, () => "x".repeat(maxPicture_chars + 1))).toBeNull();
  });
});
