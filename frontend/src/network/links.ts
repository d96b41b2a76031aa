/** The connections of the network that are worth drawing: the strongest of all, and those that carry a drawing. */

import { contributions, decodeBytes, products, side, strongest, weightsTo, type Network } from "./network";

/** What the prediction tells of the inside of the network. */
export interface Inside {
  /** 784 bytes, row by row, 0 ground … 255 ink. */
  readonly pixels: Uint8Array;
  /** How far each hidden unit is lit, 0–1. */
  readonly hidden: readonly number[];
}

export interface Link {
  readonly from: number;
  readonly to: number;
  /** What it carries; below zero, it speaks against the unit or the digit. */
  readonly value: number;
  /** 0–1: the size of what it carries; the largest of its layer has 1. */
  readonly strength: number;
}

export interface Links {
  readonly toHidden: readonly Link[];
  readonly toOutput: readonly Link[];
}

type Part = Omit<Link, "strength">;

/** Pixels that one unit is linked to. If there were more, the picture would be a tangle. */
const nPerUnit = 3;
/** Two links of a unit begin at least this many pixels apart. If nearer, both would look like one. */
const apart = 4;
/** Links to the outputs. If there were more, they would cover one another. */
const nToOutput = 30;

export function insideOf(inside: { readonly pixels: string; readonly hidden: readonly number[] }): Inside {
  return { pixels: decodeBytes(inside.pixels), hidden: inside.hidden };
}

/** Return the strongest connections, whatever is drawn. */
export function strongestLinks(network: Network): Links {
  return {
    toHidden: scaled(units(network).flatMap((unit) => strongestApart(weightsTo(network, unit), unit))),
    toOutput: linksToOutputs(
      network,
      units(network).map(() => 1),
      nToOutput,
    ),
  };
}

/** Return the connections that carry most of a drawing, of those that speak for their unit or their digit. */
export function liveLinks(network: Network, { pixels, hidden }: Inside): Links {
  const intoUnits = units(network).flatMap((unit) => {
    const lit = hidden[unit] ?? 0;
    return strongestApart(inFavour(products(network, pixels, unit)), unit).map((part) => ({
      ...part,
      value: part.value * lit,
    }));
  });
  return {
    toHidden: scaled(intoUnits),
    toOutput: linksToOutputs(network, hidden, nToOutput, inFavour),
  };
}

/** Return the `n` connections that carry most of a drawing into one unit, for it and against it. */
export function linksToUnit(network: Network, pixels: Uint8Array, unit: number, n: number): readonly Link[] {
  const values = products(network, pixels, unit);
  return scaled(strongest(values, n).map((from) => ({ from, to: unit, value: values[from] ?? 0 })));
}

/** Return the `n` connections that carry most of the hidden units to the outputs; `choose` may leave some out. */
export function linksToOutputs(
  network: Network,
  hidden: readonly number[],
  n: number,
  choose: (values: Float32Array) => Float32Array = (values) => values,
): readonly Link[] {
  const nOutputs = network.outputBiases.length;
  const all = Array.from({ length: nOutputs }, (_, digit) => contributions(network, hidden, digit)).flat();
  const values = choose(Float32Array.from(all));
  return scaled(
    strongest(values, n).map((i) => ({
      from: i % network.nHidden,
      to: Math.floor(i / network.nHidden),
      value: values[i] ?? 0,
    })),
  );
}

function units({ nHidden }: Network): readonly number[] {
  return Array.from({ length: nHidden }, (_, unit) => unit);
}

function inFavour(values: Float32Array): Float32Array {
  const favourable = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) favourable[i] = Math.max(0, values[i] ?? 0);
  return favourable;
}

/** Return the strongest links into a unit whose pixels are not beside one another. */
function strongestApart(values: Float32Array, to: number): readonly Part[] {
  const chosen: Part[] = [];
  while (chosen.length < nPerUnit) {
    let from = -1;
    let largest = 0;
    for (let i = 0; i < values.length; i += 1) {
      const size = Math.abs(values[i] ?? 0);
      if (size <= largest || chosen.some((other) => distance(i, other.from) < apart)) continue;
      from = i;
      largest = size;
    }
    if (from < 0) break;
    chosen.push({ from, to, value: values[from] ?? 0 });
  }
  return chosen;
}

function distance(a: number, b: number): number {
  return Math.hypot((a % side) - (b % side), Math.floor(a / side) - Math.floor(b / side));
}

/** Return the links with their strength relative to the strongest, without those that would not be seen. */
function scaled(parts: readonly Part[]): readonly Link[] {
  const largest = Math.max(0, ...parts.map(({ value }) => Math.abs(value)));
  return parts
    .map((part) => ({ ...part, strength: largest === 0 ? 0 : Math.abs(part.value) / largest }))
    .filter(({ strength }) => strength > 0.05);
}
