/** Strokes as paths in a square of 1000, each with the time when it was written, as pure functions. */

import type { PenStrokes } from "../../api/client";

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface WrittenStroke {
  readonly path: string;
  readonly start: Point;
  /** The right end of its number, half-way up: left of the start, and below the number of a stroke that began there. */
  readonly number: Point;
  readonly begins_ms: number;
  readonly lasts_ms: number;
}

/** The side of the square, in which the shorter side of a digit is centred. */
const side = 1000;
/** The time that a stroke without times takes; if larger, replays are slower. */
const usual_ms = 450;
/** The least time that a stroke takes, so that one sees a dot put down. */
const least_ms = 120;

/** Return the strokes in the order in which they were written, the digit in the middle of the square. */
export function writingOf(strokes: PenStrokes): readonly WrittenStroke[] {
  const points = strokes.flat();
  const dx = (side - Math.max(0, ...points.map(([x = 0]) => x))) / 2;
  const dy = (side - Math.max(0, ...points.map(([, y = 0]) => y))) / 2;
  const hasTimes = points.some(([, , t = 0]) => t > 0);
  const numbers: Point[] = [];
  return strokes.map((stroke, i) => {
    const placed = stroke.map(([x = 0, y = 0]) => ({ x: x + dx, y: y + dy }));
    const begins_ms = hasTimes ? (stroke[0]?.[2] ?? 0) : i * usual_ms;
    const ends_ms = hasTimes ? (stroke.at(-1)?.[2] ?? 0) : (i + 1) * usual_ms;
    const start = placed[0] ?? { x: side / 2, y: side / 2 };
    const number = numberAt(start, numbers);
    numbers.push(number);
    return {
      path: pathOf(placed),
      start,
      number,
      begins_ms,
      lasts_ms: Math.max(least_ms, ends_ms - begins_ms),
    };
  });
}

/** The distance of a number from the start of its stroke. */
const besideStart = 40;
/** The height that a number takes. If smaller, the numbers of strokes that begin together cover each other. */
const numberHeight = 150;

function numberAt({ x, y }: Point, others: readonly Point[]): Point {
  const at = { x: x - besideStart, y };
  const isTaken = others.some(
    (other) => Math.abs(other.x - at.x) < numberHeight && Math.abs(other.y - at.y) < numberHeight,
  );
  return isTaken ? numberAt({ x, y: y + numberHeight }, others) : at;
}

/** A dot gets a line of no length, which round ends make visible. */
function pathOf(points: readonly Point[]): string {
  const [first, ...others] = points;
  if (first === undefined) return "";
  const rest = others.length === 0 ? [first] : others;
  return `M${first.x} ${first.y}${rest.map(({ x, y }) => `L${x} ${y}`).join("")}`;
}
