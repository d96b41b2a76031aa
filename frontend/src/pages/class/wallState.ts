/** What the wall shows, from one answer of the server to the next, as pure functions. */

import type { Prediction, Wall } from "../../api/client";
import type { ServedModel } from "../../api/client";

/** Stroke by stroke, points [x, y, milliseconds]. */
export type WallStrokes = readonly (readonly (readonly number[])[])[];

export interface WallDigit {
  readonly id: number;
  readonly label: number;
  /** Null where the server has only a picture. */
  readonly strokes: WallStrokes | null;
}

/** The newest digits of one hand, the newest first. */
export interface WallHand {
  readonly name: string;
  /** The place of the hand on the wall, from 1. */
  readonly number: number;
  readonly digits: readonly WallDigit[];
}

export interface WallState {
  readonly model: ServedModel;
  readonly address: string | null;
  readonly isFrozen: boolean;
  readonly showsDrawings: boolean;
  readonly hands: readonly WallHand[];
  readonly newest: WallDigit | null;
  /** How the network reads the newest digit; null where that is not known. */
  readonly lit: Prediction | null;
}

/** Return the wall after another answer. A hand keeps its place for as long as it has a digit on the wall. */
export function nextWall(before: WallState | undefined, answer: Wall): WallState {
  const drawn = new Map<number, WallStrokes | null>([
    ...(before?.hands ?? []).flatMap(({ digits }) => digits.map(({ id, strokes }) => [id, strokes] as const)),
    ...answer.drawings.map(({ id, strokes }) => [id, strokes] as const),
  ]);
  const shown = answer.digits.map(({ id, label, hand }) => ({
    hand,
    digit: { id, label, strokes: drawn.get(id) ?? null },
  }));
  const newest = shown[0]?.digit ?? null;
  return {
    model: answer.model,
    address: answer.address,
    isFrozen: answer.is_frozen,
    showsDrawings: answer.shows_drawings,
    hands: placesOf(before, shown),
    newest,
    lit: newest === null ? null : (answer.lit ?? (newest.id === before?.newest?.id ? before.lit : null)),
  };
}

/** Return the id of the newest digit on the wall; 0 where there is none. */
export function newestId(wall: WallState | undefined): number {
  return wall?.newest?.id ?? 0;
}

interface Shown {
  readonly hand: string;
  readonly digit: WallDigit;
}

function placesOf(before: WallState | undefined, shown: readonly Shown[]): readonly WallHand[] {
  const byHand = new Map<string, WallDigit[]>();
  for (const { hand, digit } of shown) byHand.set(hand, [...(byHand.get(hand) ?? []), digit]);
  const stayed = (before?.hands ?? []).filter(({ name }) => byHand.has(name));
  const taken = new Set(stayed.map(({ number }) => number));
  const names = new Set(stayed.map(({ name }) => name));
  // The answer has the newest digits first: reversed, the hand whose first digit came first is met first.
  const fresh = [...new Set(shown.map(({ hand }) => hand).reverse())].filter((name) => !names.has(name));
  const digitsOf = (name: string) => byHand.get(name) ?? [];
  return [
    ...stayed.map(({ name, number }) => ({ name, number, digits: digitsOf(name) })),
    ...fresh.map((name) => ({ name, number: firstFree(taken), digits: digitsOf(name) })),
  ].sort((a, b) => a.number - b.number);
}

function firstFree(taken: Set<number>): number {
  let number = 1;
  while (taken.has(number)) number += 1;
  taken.add(number);
  return number;
}
