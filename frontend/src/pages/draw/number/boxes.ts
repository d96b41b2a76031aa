/** Where the digits of a number are on the sheet, in widths of the sheet from its upper left corner. */

import type { Ink } from "../../../ink";
import type { Stroke } from "../../../strokes/stroke";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Space around a digit: half a line, and a bit. If larger, neighbours' boxes overlap; if smaller, lines stand out. */
const margin = 0.045;
/** A stroke that stays within this is a tap. If larger, short strokes are lost. */
const tap = 0.015;
/** The height of a mark above or below a box. If smaller, marks stand over the edge of the sheet. */
const markHeight = 0.16;

/** Return a digit's box on the sheet; `ink` says whether the box of the reading is in widths or in a photo's pixels. */
export function boxOnSheet([left = 0, top = 0, width = 0, height = 0]: readonly number[], ink: Ink): Box {
  const { scale, x, y } = "image" in ink ? placeOf(sizeOfPng(ink.image)) : { scale: 1, x: 0, y: 0 };
  const far = (value: number) => Math.min(1, value);
  const box = { left: Math.max(0, left * scale + x - margin), top: Math.max(0, top * scale + y - margin) };
  return {
    ...box,
    width: far((left + width) * scale + x + margin) - box.left,
    height: far((top + height) * scale + y + margin) - box.top,
  };
}

/** Return how a photograph lies on the sheet: as large as it can, in the middle. */
function placeOf({ width, height }: { width: number; height: number }) {
  const scale = 1 / Math.max(width, height);
  return { scale, x: (1 - width * scale) / 2, y: (1 - height * scale) / 2 };
}

/** Return the size in pixels that the head of a PNG names. */
export function sizeOfPng(dataUrl: string): { readonly width: number; readonly height: number } {
  const head = atob(dataUrl.slice(dataUrl.indexOf(",") + 1).slice(0, 32));
  const at = (i: number) => [0, 1, 2, 3].reduce((sum, k) => sum * 256 + head.charCodeAt(i + k), 0);
  return { width: at(16), height: at(20) };
}

/** Return which box a stroke taps; null where it is a line, or beside them all. */
export function tappedBox({ samples }: Stroke, boxes: readonly Box[]): number | null {
  const [first] = samples;
  if (first === undefined) return null;
  const isTap = samples.every(({ x, y }) => Math.hypot(x - first.x, y - first.y) <= tap);
  const place = boxes.findIndex(
    ({ left, top, width, height }) =>
      first.x >= left && first.x <= left + width && first.y >= top && first.y <= top + height,
  );
  return isTap && place >= 0 ? place : null;
}

/** Return whether a mark has its place above a box, else it stands below. */
export function isMarkAbove({ top, height }: Box): boolean {
  return top >= markHeight || top + height > 1 - markHeight;
}

/** Return the distance of a box's middle from the nearest other one: no mark may be wider. */
export function roomOf(box: Box, boxes: readonly Box[]): number {
  const middle = ({ left, width }: Box) => left + width / 2;
  const others = boxes.filter((other) => other !== box);
  return Math.min(...others.map((other) => Math.abs(middle(other) - middle(box))), 1);
}
