/** The specimen sheet as a picture that can be kept: ten digits in two rows, dark on light in every scheme. */

import type { PenStrokes } from "../../api/client";
import { writingOf } from "../replay/writing";

/** Pixels of a square that holds one digit. If larger, the file is larger, too. */
const square_px = 300;
/** The side of the square that `writingOf` writes in, and the edge around it. */
const [side, edge] = [1000, 120];
const nInRow = 5;

/** Return a PNG of the strokes of the digits 0 to 9; the place of a missing one stays empty. */
export function specimenPng(ofDigits: readonly (PenStrokes | null)[]): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = nInRow * square_px;
  canvas.height = Math.ceil(ofDigits.length / nInRow) * square_px;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("wanted a 2D canvas context, got none");
  context.fillStyle = "#fbf8f1";
  context.fillRect(0, 0, canvas.width, canvas.height);
  ofDigits.forEach((strokes, i) => {
    const [column, row] = [i % nInRow, Math.floor(i / nInRow)];
    const scale = square_px / (side + 2 * edge);
    context.setTransform(scale, 0, 0, scale, column * square_px, row * square_px);
    context.translate(edge, edge);
    paint(context, strokes ?? []);
  });
  return new Promise((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
}

function paint(context: CanvasRenderingContext2D, strokes: PenStrokes): void {
  context.strokeStyle = "#23211c";
  context.lineWidth = 60;
  context.lineCap = context.lineJoin = "round";
  for (const { path } of writingOf(strokes)) context.stroke(new Path2D(path));
}
