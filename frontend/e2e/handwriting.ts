/**
 * Ten digits, 0 to 9, as large as people write: from the pendigits corpus where DIGITS_CORPORA names one, else drawn
 * by formula.
 */

import { builtInDigits } from "./builtInDigits";
import type { Point, WrittenDigit } from "./penStrokes";
import { runPython } from "./program";

/** Prints a writer's first drawing of each digit. */
const firstOfEach = `
import json, os
from pathlib import Path
from nn.data.corpora import pendigits_path, read_pendigits
digits = read_pendigits(pendigits_path(Path(os.environ["DIGITS_CORPORA"])))
mine = [digit for digit in digits if digit.writer == digits[0].writer]
first = {digit.label: digit for digit in reversed(mine)}
print(json.dumps([{"label": n, "strokes": [s.tolist() for s in first[n].strokes]} for n in range(10)]))
`;

let digits: Promise<readonly WrittenDigit[]> | undefined;

export function tenDigits(): Promise<readonly WrittenDigit[]> {
  digits ??= readDigits();
  return digits;
}

async function readDigits(): Promise<readonly WrittenDigit[]> {
  if (!process.env.DIGITS_CORPORA) return builtInDigits;
  const fromPen = parseDigits(await runPython(["-c", firstOfEach]));
  return fromPen.map(({ label, strokes }) => ({ label, strokes: placeOnSheet(strokes) }));
}

/** Turn the tablet's y axis over and fit the digit into the middle of the sheet, keeping its shape. */
function placeOnSheet(strokes: WrittenDigit["strokes"]): WrittenDigit["strokes"] {
  const xs = strokes.flat().map(([x]) => x);
  const ys = strokes.flat().map(([, y]) => y);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = 0.64 / Math.max(right - left, top - bottom);
  return strokes.map((stroke) =>
    thinOut(stroke, 0.02 / scale).map(([x, y]) => [
      0.5 + (x - (left + right) / 2) * scale,
      0.5 - (y - (bottom + top) / 2) * scale,
    ]),
  );
}

/** Return the stroke's ends, and between them points at least `distance` apart: a resting pen gives many. */
function thinOut(stroke: readonly Point[], distance: number): readonly Point[] {
  const kept: Point[] = [];
  for (const [i, point] of stroke.entries()) {
    const last = kept.at(-1);
    const isFar = last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= distance;
    if (isFar || i === stroke.length - 1) kept.push(point);
  }
  return kept;
}

function parseDigits(json: string): readonly WrittenDigit[] {
  const parsed: unknown = JSON.parse(json);
  if (!isDigits(parsed)) throw new Error(`wanted written digits, got ${json.slice(0, 100)}`);
  return parsed;
}

function isDigits(value: unknown): value is WrittenDigit[] {
  return Array.isArray(value) && value.length === 10 && value.every(isDigit);
}

function isDigit(value: unknown): value is WrittenDigit {
  if (typeof value !== "object" || value === null || !("label" in value && "strokes" in value)) return false;
  return typeof value.label === "number" && Array.isArray(value.strokes) && value.strokes.length > 0;
}
