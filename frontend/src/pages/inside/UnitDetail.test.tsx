import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { UnitDetail } from "./UnitDetail";

const network = {
  nHidden: 3,
  hidden: new Float32Array(784 * 3),
  hiddenBiases: [0, 0, 0],
  output: [[], [], []],
  outputBiases: [],
};

it.each([
  [null, false, "Draw a digit, and it lights up."],
  [0.93, false, "Your drawing lights it 93%."],
  [0, true, "Unit 3: switched off"], // the drawing has what the unit looks for all the same
])("says of a unit lit %s, switched off: %s: %s", (lit, isOff, words) => {
  render(
    <UnitDetail
      {...{ network, lit, isOff }}
      {...{ number: 2, digit: 7, isChosen: true, unit: null, look: "weights", lights: null, picture: null }}
      onSwitch={() => undefined}
    />,
  );
  expect(screen.getByText(words)).toBeInTheDocument();
});
