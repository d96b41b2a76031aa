/** Paints the network: the 28×28 picture at the left, the hidden units, and the way to the ten outputs at the right. */

import { side } from "../network";
import type { Shown } from "./light";

export interface Colours {
  readonly ground: string;
  readonly ink: string;
  readonly line: string;
  /** The colour of the connections that lead to the guess. */
  readonly guess: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Layout {
  readonly picture: Point & { readonly side: number };
  readonly unitRadius: number;
  readonly unitAt: (unit: number) => Point;
  readonly outputAt: (digit: number) => Point;
}

/** In a lower figure thirty units in one column would be dots: they are painted in three columns. */
const lowest_px = 240;

export function layoutOf({ width, height }: Size, nHidden: number): Layout {
  const pictureSide = Math.min(height < lowest_px ? height * 0.96 : height * 0.62, width * 0.42);
  const nColumns = height < lowest_px ? 3 : 1;
  const nRows = Math.ceil(nHidden / nColumns);
  const rowHeight = height / (nRows + (nColumns - 1) / nColumns);
  const middle = pictureSide + (width - pictureSide) * 0.46;
  return {
    picture: { x: 1, y: (height - pictureSide) / 2, side: pictureSide },
    unitRadius: Math.min(6, rowHeight * 0.38),
    // Columns are shifted against one another, so that a line passes between the units of the columns before.
    unitAt: (unit) => {
      const column = unit % nColumns;
      const row = Math.floor(unit / nColumns);
      return {
        x: middle + (column - (nColumns - 1) / 2) * rowHeight * 1.15,
        y: (row + 0.5 + column / nColumns) * rowHeight,
      };
    },
    outputAt: (digit) => ({ x: width - 3, y: ((digit + 0.5) * height) / 10 }),
  };
}

type NetworkContext = Pick<
  CanvasRenderingContext2D,
  | "arc"
  | "beginPath"
  | "bezierCurveTo"
  | "clearRect"
  | "fill"
  | "fillRect"
  | "fillStyle"
  | "globalAlpha"
  | "lineWidth"
  | "moveTo"
  | "stroke"
  | "strokeRect"
  | "strokeStyle"
>;

/** Paint all; `guess` is the digit whose way is painted in its own colour, or null. */
export function paintNetwork(
  context: NetworkContext,
  size: Size,
  shown: Shown,
  guess: number | null,
  colours: Colours,
): void {
  const layout = layoutOf(size, shown.hidden.length);
  context.clearRect(0, 0, size.width, size.height);
  paintLinks(context, layout, shown, guess, colours);
  paintPicture(context, layout, shown.pixels, colours);
  shown.hidden.forEach((lit, unit) => {
    paintUnit(context, layout.unitAt(unit), layout.unitRadius, lit, colours.ink, colours);
  });
  shown.outputs.forEach((lit, digit) => {
    const colour = digit === guess ? colours.guess : colours.ink;
    paintUnit(context, layout.outputAt(digit), 3, lit, colour, colours);
  });
}

function paintPicture(
  context: NetworkContext,
  { picture }: Layout,
  pixels: Float32Array,
  colours: Colours,
): void {
  const pixel = picture.side / side;
  context.globalAlpha = 1;
  context.fillStyle = colours.ground;
  context.fillRect(picture.x, picture.y, picture.side, picture.side);
  context.fillStyle = colours.ink;
  pixels.forEach((ink, i) => {
    if (ink < 0.02) return;
    context.globalAlpha = ink;
    context.fillRect(
      picture.x + (i % side) * pixel,
      picture.y + Math.floor(i / side) * pixel,
      pixel + 0.2, // or the ground would shine through between pixels
      pixel + 0.2,
    );
  });
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeStyle = colours.line;
  context.strokeRect(picture.x, picture.y, picture.side, picture.side);
}

function paintLinks(
  context: NetworkContext,
  { picture, unitAt, outputAt }: Layout,
  shown: Shown,
  guess: number | null,
  colours: Colours,
): void {
  const pixel = picture.side / side;
  const isDark = shown.pixels.every((ink) => ink < 0.02);
  for (const { layer, link, shown: strength } of shown.links.values()) {
    const from =
      layer === "toHidden"
        ? {
            x: picture.x + ((link.from % side) + 0.5) * pixel,
            y: picture.y + (Math.floor(link.from / side) + 0.5) * pixel,
          }
        : unitAt(link.from);
    const to = layer === "toHidden" ? unitAt(link.to) : outputAt(link.to);
    const leadsToGuess = layer === "toOutput" && link.to === guess;
    context.globalAlpha = strength * (isDark ? 0.35 : 0.8);
    context.strokeStyle = leadsToGuess ? colours.guess : colours.ink;
    context.lineWidth = 0.5 + strength * (leadsToGuess ? 1.6 : 0.9);
    const bend = (to.x - from.x) / 2;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
    context.stroke();
  }
}

function paintUnit(
  context: NetworkContext,
  { x, y }: Point,
  radius: number,
  lit: number,
  colour: string,
  colours: Colours,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = 1;
  context.fillStyle = colours.ground;
  context.fill();
  context.globalAlpha = lit;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeStyle = colours.line;
  context.stroke();
}
