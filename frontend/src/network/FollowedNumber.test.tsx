import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FollowedNumber } from "./FollowedNumber";
import type { Network } from "./network";

/** One unit that looks at the first pixel with 2, has the bias 0.5, and tells every output 3. */
const network: Network = {
  nHidden: 1,
  hidden: Float32Array.from({ length: 784 }, (_, pixel) => (pixel === 0 ? 2 : 0)),
  hiddenBiases: [0.5],
  output: [Array.from({ length: 10 }, () => 3)],
  outputBiases: Array.from({ length: 10 }, () => 0),
};
const pixels = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel === 0 ? 255 : 0));

it.each([
  // The sigmoid of 2 + 0.5 is 0.924, and 3 times that 2.772.
  [false, 0.924142, /unit 1 is lit 0\.92\.$/, /0\.92 × \+3\.00 = \+2\.77\.$/],
  [true, 0, /to 0\.92, but unit 1 is switched off: 0\.$/, /0\.00 × \+3\.00 = \+?0\.00\.$/],
])("goes on with what a unit gives, switched off: %s", (isOff, activation, lit, says) => {
  render(<FollowedNumber {...{ network, pixels, isOff }} activations={[activation]} unit={0} digit={7} />);
  const steps = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(steps[3]).toMatch(lit);
  expect(steps[4]).toMatch(says);
});
