import { expect, it } from "vitest";
import { misreadShares } from "./misreadShares";

it("gives what was misread of each span, the first and the last digit counted", () => {
  const spans = [
    { first: 1, last: 10, network: 7, hand: 9 },
    { first: 11, last: 14, network: 4, hand: 3 },
  ];
  expect(misreadShares(spans)).toEqual([
    { span: spans[0], network: 0.3, hand: 0.1 },
    { span: spans[1], network: 0, hand: 0.25 },
  ]);
});
