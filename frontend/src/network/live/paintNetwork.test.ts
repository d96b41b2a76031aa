import { expect, it } from "vitest";
import { layoutOf } from "./paintNetwork";

it.each([
  ["desk", { width: 270, height: 270 }],
  ["band of a phone", { width: 250, height: 104 }],
])("keeps thirty units apart and inside, on a %s", (_, size) => {
  const { picture, unitAt, unitRadius, outputAt } = layoutOf(size, 30);
  const units = Array.from({ length: 30 }, (_unused, unit) => unitAt(unit));
  for (const [i, a] of units.entries()) {
    expect(a.x - unitRadius).toBeGreaterThan(picture.x + picture.side);
    expect(a.x + unitRadius).toBeLessThan(outputAt(0).x);
    expect(a.y - unitRadius).toBeGreaterThanOrEqual(0);
    expect(a.y + unitRadius).toBeLessThanOrEqual(size.height);
    for (const b of units.slice(i + 1))
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(2 * unitRadius);
  }
  // Each output in the middle of its row of the list beside it.
  expect(outputAt(9).y).toBeCloseTo(0.95 * size.height);
});
