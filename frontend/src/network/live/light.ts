/** The light in the picture of the network at a moment, and its movement towards an aim. */

import type { Inside, Link, Links } from "../links";
import { side } from "../network";

export interface Shown {
  readonly pixels: Float32Array;
  readonly hidden: Float32Array;
  readonly outputs: Float32Array;
  /** Strength of each link that is seen, by its layer and its ends. */
  readonly links: Map<
    string,
    { readonly layer: "toHidden" | "toOutput"; readonly link: Link; shown: number }
  >;
}

export interface Aim {
  /** Null while nothing is drawn. */
  readonly inside: Inside | null;
  readonly outputs: readonly number[];
  readonly links: Links;
}

/** Milliseconds until about two thirds of a change are shown. If longer, the light lags behind the pen. */
const slowness_ms = { pixels: 35, hidden: 70, outputs: 100, links: 80 } as const;
/** A change smaller than this is not seen. If larger, light stands still too early. */
const unseen = 0.01;

export function nothingShown(nHidden: number): Shown {
  return {
    pixels: new Float32Array(side * side),
    hidden: new Float32Array(nHidden),
    outputs: new Float32Array(10),
    links: new Map(),
  };
}

/** Move `shown` towards the aim, in place, as far as it moves in this time; return whether something still moves. */
export function approach(shown: Shown, aim: Aim, elapsed_ms: number): boolean {
  const share = (slow_ms: number) => 1 - Math.exp(-elapsed_ms / slow_ms);
  const { inside } = aim;
  const moved = [
    ease(shown.pixels, (i) => (inside?.pixels[i] ?? 0) / 255, share(slowness_ms.pixels)),
    ease(shown.hidden, (i) => inside?.hidden[i] ?? 0, share(slowness_ms.hidden)),
    ease(shown.outputs, (i) => aim.outputs[i] ?? 0, share(slowness_ms.outputs)),
    easeLinks(shown.links, aim.links, share(slowness_ms.links)),
  ];
  return moved.includes(true);
}

function ease(values: Float32Array, aim: (i: number) => number, share: number): boolean {
  let isMoving = false;
  for (let i = 0; i < values.length; i += 1) {
    const [now, wanted] = [values[i] ?? 0, aim(i)];
    const isNear = Math.abs(wanted - now) < unseen;
    values[i] = isNear ? wanted : now + (wanted - now) * share;
    isMoving ||= !isNear;
  }
  return isMoving;
}

function easeLinks(shown: Shown["links"], { toHidden, toOutput }: Links, share: number): boolean {
  const wanted = new Map<string, number>();
  for (const [layer, links] of [
    ["toHidden", toHidden],
    ["toOutput", toOutput],
  ] as const) {
    for (const link of links) {
      const key = `${layer} ${link.from} ${link.to}`;
      wanted.set(key, link.strength);
      if (!shown.has(key)) shown.set(key, { layer, link, shown: 0 });
    }
  }
  let isMoving = false;
  for (const [key, light] of shown) {
    const strength = wanted.get(key) ?? 0;
    const isNear = Math.abs(strength - light.shown) < unseen;
    light.shown = isNear ? strength : light.shown + (strength - light.shown) * share;
    isMoving ||= !isNear;
    if (light.shown === 0 && strength === 0) shown.delete(key);
  }
  return isMoving;
}
