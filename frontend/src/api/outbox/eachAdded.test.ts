import { expect, it } from "vitest";
import { addedDigit } from "../../testing/answers";
import { eachAdded } from "./eachAdded";

const waiting = (new_digits: number, ...states: readonly ("counted" | "held")[]) =>
  eachAdded({
    digits: states.map((state, id) => ({ ...addedDigit, id, state, new_digits })),
    new_digits,
    retrain_at: 10,
  }).map((added) => added.new_digits);

it("is the digit itself where one was sent", () => {
  expect(eachAdded(addedDigit)).toEqual([addedDigit]);
});

it("counts the digits of a number one by one, so that the tenth is known wherever it stands", () => {
  expect(waiting(5, "counted", "counted")).toEqual([4, 5]);
  expect(waiting(0, "counted", "counted")).toEqual([9, 0]);
  expect(waiting(1, "counted", "counted", "counted")).toEqual([9, 0, 1]);
});

it("does not count a digit that is held", () => {
  expect(waiting(5, "counted", "held")).toEqual([5, 5]);
});
