import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Network } from "../../network/network";
import { NetworkFigure } from "./NetworkFigure";

/** Return a network in which every number is 1. */
function networkWith(nHidden: number): Network {
  const ones = (n: number) => Array.from({ length: n }, () => 1);
  return {
    nHidden,
    hidden: Float32Array.from(ones(784 * nHidden)),
    hiddenBiases: ones(nHidden),
    output: ones(nHidden).map(() => ones(10)),
    outputBiases: ones(10),
  };
}

it.each([1, 10, 30, 100])("draws %i hidden units one below the other, all within the figure", (nHidden) => {
  const nothing = () => undefined;
  const { container } = render(
    <NetworkFigure
      network={networkWith(nHidden)}
      {...{ picture: null, pixels: null, activations: null, outputs: null, unit: 0, digit: 0 }}
      {...{ off: new Set<number>(), onUnit: nothing, onDigit: nothing }}
    />,
  );
  const height = Number(container.querySelector("svg")?.getAttribute("viewBox")?.split(" ")[3]);
  const units = [...container.querySelectorAll("circle")].slice(0, nHidden);
  const edges = units.flatMap((unit) => {
    const [y, r] = [Number(unit.getAttribute("cy")), Number(unit.getAttribute("r"))];
    return [y - r, y + r];
  });
  expect(edges).toHaveLength(2 * nHidden);
  expect(edges).toEqual([...edges].sort((a, b) => a - b));
  expect(edges[0]).toBeGreaterThan(0);
  expect(edges.at(-1)).toBeLessThan(height);
});
