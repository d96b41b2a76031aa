import { expect, it } from "vitest";
import { costLine } from "./costLine";

const size = { width: 200, height: 60 };

it("runs from the highest cost downwards", () => {
  expect(costLine([{ cost: 4 }, { cost: 2 }, { cost: 0 }], size)).toBe("M0.0 0.0L100.0 30.0L200.0 60.0");
});

it("is a point before the first step, and empty without a drawing", () => {
  expect(costLine([{ cost: 4 }], size)).toBe("M0.0 0.0");
  expect(costLine([], size)).toBe("");
  expect(costLine([{ cost: 0 }], size)).toBe("M0.0 60.0");
  expect(costLine([{ cost: 0.01 }], size)).toBe("M0.0 54.0"); // small costs look small
});
