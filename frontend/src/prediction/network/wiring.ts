/** The connections of the network that are worth drawing: the strongest of all, and those that carry a drawing. */

import type { Weights } from "../../api/client";

export const side = 28;
const nInputs = side * side;

/** What the prediction tells of the inside of the network. */
export interface Inside {
  /** 784 bytes, row by row, 0 ground … 255 ink. */
  readonly pixels: Uint8Array;
  /** How far each hidden unit is lit, 0–1. */
  readonly hidden: readonly number[];
}

export interface Wiring {
  readonly nHidden: number;
  /** 784 × nHidden, input by input. */
  readonly toHidden: Float32Array;
  /** For each hidden unit, its weight to every output. */
  readonly toOutput: readonly (readonly number[])[];
}

export interface Link {
  readonly from: number;
  readonly to: number;
  /** 0–1; the strongest link of its layer has 1. */
  readonly strength: number;
}

export interface Links {
  readonly toHidden: readonly Link[];
  readonly toOutput: readonly Link[];
}

/** Pixels that one unit is linked to. If there were more, the picture would be a tangle. */
const nPerUnit = 3;
/** Two links of a unit begin at least so many pixels apart. If nearer, both would look like one. */
const apart = 4;
/** Links to the outputs. If there were more, they would cover one another. */
const nToOutput = 30;

export function wiringOf(weights: Weights): Wiring {
  return {
    nHidden: weights.n_hidden,
    toHidden: new Float32Array(bytesOf(weights.hidden_weights).buffer),
    toOutput: weights.output_weights,
  };
}

export function insideOf(inside: { readonly pixels: string; readonly hidden: readonly number[] }): Inside {
  return { pixels: bytesOf(inside.pixels), hidden: inside.hidden };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Return the strongest connections, whatever is drawn. */
export function strongestLinks(wiring: Wiring): Links {
  return linksOf(
    wiring,
    () => 1,
    Array.from({ length: wiring.nHidden }, () => 1),
    Math.abs,
  );
}

/** Return the connections that carry most of a drawing: what is lit at their beginning, times their weight. */
export function liveLinks(wiring: Wiring, { pixels, hidden }: Inside): Links {
  return linksOf(
    wiring,
    (pixel) => (pixels[pixel] ?? 0) / 255,
    hidden,
    (part) => part,
  );
}

function linksOf(
  { nHidden, toHidden, toOutput }: Wiring,
  inkAt: (pixel: number) => number,
  hidden: readonly number[],
  strengthOf: (part: number) => number,
): Links {
  const inked = Array.from({ length: nInputs }, (_, pixel) => pixel).filter((pixel) => inkAt(pixel) > 0);
  const intoUnits = Array.from({ length: nHidden }, (_, unit) => {
    const lit = hidden[unit] ?? 0;
    const parts = inked.map((from) => ({
      from,
      to: unit,
      strength: strengthOf(inkAt(from) * (toHidden[from * nHidden + unit] ?? 0)) * lit,
    }));
    return strongestApart(parts);
  }).flat();
  const intoOutputs = toOutput
    .flatMap((weights, from) =>
      weights.map((weight, to) => ({ from, to, strength: strengthOf(weight * (hidden[from] ?? 0)) })),
    )
    .sort(byStrength)
    .slice(0, nToOutput);
  return { toHidden: scaled(intoUnits), toOutput: scaled(intoOutputs) };
}

/** Return the strongest links of a unit whose pixels are not beside one another. */
function strongestApart(links: readonly Link[]): readonly Link[] {
  const chosen: Link[] = [];
  let left = links.filter(({ strength }) => strength > 0);
  while (chosen.length < nPerUnit && left.length > 0) {
    const best = left.reduce((a, b) => (b.strength > a.strength ? b : a));
    chosen.push(best);
    left = left.filter(({ from }) => distance(from, best.from) >= apart);
  }
  return chosen;
}

function distance(a: number, b: number): number {
  return Math.hypot((a % side) - (b % side), Math.floor(a / side) - Math.floor(b / side));
}

/** Scale to the strongest, and drop what would not be seen. */
function scaled(links: readonly Link[]): readonly Link[] {
  const strongest = Math.max(0, ...links.map(({ strength }) => strength));
  return links
    .map((link) => ({ ...link, strength: strongest === 0 ? 0 : link.strength / strongest }))
    .filter(({ strength }) => strength > 0.05);
}

function byStrength(a: Link, b: Link): number {
  return b.strength - a.strength;
}
