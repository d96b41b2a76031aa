import type { PenInk } from "../../ink";
import type { DrawingStore } from "../../strokes/drawingStore";
import type { Sample } from "../../strokes/stroke";

/** The corners, on the unit square, of a 1 with so long a flag that everybody's network reads a 7. */
const corners = [
  [0.3, 0.26],
  [0.66, 0.22],
  [0.46, 0.8],
] as const;
/** Samples from one corner to the next, 20 ms apart. If there were fewer, smoothing the line would cut the corners. */
const nBetween = 12;

/** How far the foot of each further odd 1 moves to the left, and back for every third. If larger, it is no 7 to most. */
const footStep = 0.03;

/** Write an odd 1 on the sheet, a little other for each of three turns. What lay there before comes back with undo. */
export function writeOddOne(drawing: DrawingStore, turn = 0): void {
  const [first, ...others] = samples((turn % 3) * footStep);
  if (first === undefined) return;
  drawing.dispatch({ type: "cleared" });
  drawing.dispatch({ type: "began", pointer: -1, tool: "mouse", sample: first });
  drawing.dispatch({ type: "moved", pointer: -1, samples: others });
  drawing.dispatch({ type: "ended", pointer: -1 });
}

/** Return the odd 1 as it would be sent, without drawing it. */
export function oddOneInk(): PenInk {
  return { strokes: [samples().map(({ x, y, time_ms }) => [x, y, time_ms])] };
}

function samples(footLeft = 0): readonly Sample[] {
  const [tip, top, [footX, footY]] = corners;
  const moved = [tip, top, [footX - footLeft, footY]] as const;
  return moved.flatMap(([x, y], i) => {
    const [toX, toY] = moved[i + 1] ?? [x, y];
    const n = i + 1 < moved.length ? nBetween : 1;
    return Array.from({ length: n }, (_, j) => ({
      x: x + ((toX - x) * j) / n,
      y: y + ((toY - y) * j) / n,
      pressure: 0.5,
      time_ms: (i * nBetween + j) * 20,
    }));
  });
}
