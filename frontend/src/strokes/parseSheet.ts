/** Parse a kept sheet; undefined for anything else. */

import { parseJson } from "../parseJson";
import type { Photo } from "../ink";
import { maxStrokes, type Sheet } from "./drawing";
import type { Sample, Stroke, Tool } from "./stroke";

export function parseSheet(text: string): Sheet | undefined {
  const kept = parseJson(text);
  if (!isRecord(kept) || !Array.isArray(kept.finished)) return undefined;
  const strokes = kept.finished.map(parseStroke);
  const finished = strokes.filter((stroke) => stroke !== undefined);
  const photo = parsePhoto(kept.photo);
  if (finished.length < strokes.length || finished.length > maxStrokes || photo === undefined)
    return undefined;
  return { finished, photo };
}

function parsePhoto(kept: unknown): Photo | null | undefined {
  if (!isRecord(kept)) return kept === null ? null : undefined;
  const { image } = kept;
  return typeof image === "string" && image.startsWith("data:image/png;base64,") ? { image } : undefined;
}

function parseStroke(kept: unknown): Stroke | undefined {
  if (!isRecord(kept) || !isTool(kept.tool) || !Array.isArray(kept.samples)) return undefined;
  const samples = kept.samples.filter(isSample);
  return samples.length > 0 && samples.length === kept.samples.length
    ? { tool: kept.tool, samples }
    : undefined;
}

function isSample(kept: unknown): kept is Sample {
  return isRecord(kept) && [kept.x, kept.y, kept.pressure, kept.time_ms].every(Number.isFinite);
}

function isTool(kept: unknown): kept is Tool {
  return kept === "mouse" || kept === "touch" || kept === "pen" || kept === "sample";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
