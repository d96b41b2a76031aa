/** Examples of the server's answers. */

import type { AddedDigit, Digit, Hand, Prediction, ServedModel, Version } from "../api/client";
import type { Failure, Result } from "../api/failure";

export const prediction: Prediction = {
  digit: 7,
  confidences: [0.01, 0.3, 0.02, 0, 0, 0, 0, 0.98, 0, 0.12],
  certain: true,
  model: 1,
  n_seen: 1,
  network: { digit: 7, confidences: [0.01, 0.3, 0.02, 0, 0, 0, 0, 0.98, 0, 0.12] },
  hand: null,
  because: [],
};

export const addedDigit: AddedDigit = {
  id: 1,
  label: 7,
  predicted: 7,
  guess: 7,
  model: 1,
  is_training_input: true,
  state: "counted",
  created_at: "2026-11-20T09:00:00Z",
  new_digits: 3,
  retrain_at: 10,
  ten: null,
};

export const digit: Digit = {
  id: 1,
  label: 7,
  predicted: 7,
  model: 1,
  state: "counted",
  created_at: "2026-11-20T09:00:00Z",
  image: "/api/digits/1/image.png",
  picture: "/api/digits/1/picture.png",
  has_strokes: false,
  is_training_input: true,
  is_mine: false,
};

const counts = (correct: number, count: number) => ({
  accuracy: correct / count,
  correct,
  count,
  interval: [0, 1],
});

export const servedModel: ServedModel = {
  version: 1,
  trained_at: "2026-11-20T09:00:00Z",
  served_since: "2026-11-20T09:00:00Z",
  train_accuracy: 0.984,
  test_accuracy: 0.9731,
  test_detail: {
    mnist: counts(9722, 10000),
    people: counts(11, 12),
    reference: { ...counts(4870, 5000), name: "MNIST held back", best_correct: 4870 },
    per_digit: [],
    confusion_matrix: [],
  },
  is_training: false,
  progress: null,
  new_digits: 3,
  program: "0.3.0",
  is_pinned: false,
  undone: null,
  retrain_at: 10,
  gallery: "everyone",
};

const measured = (correct: number, count: number) => ({ correct, count, low: 0.6, high: 1 });

/** A hand that drew eight 7s, of which everybody's network misread two, and two 1s, of which it reads none. */
export const hand: Hand = {
  is_kept: true,
  n_digits: 10,
  n_correct: 6,
  per_digit: [],
  per_version: [{ version: 1, correct: 6, count: 10 }],
  wanted: null,
  n_held: 0,
  held: [],
  memory: { n_digits: 10, speaks: true },
  first_sight: { network: measured(6, 10), hand: measured(9, 10) },
  by_digit: [
    ...[0, 2, 3, 4, 5, 6, 8, 9].map((label) => ({ label, count: 0, network: 0, hand: 0, now: null })),
    { label: 1, count: 2, network: 0, hand: 1, now: "own" as const },
    { label: 7, count: 8, network: 6, hand: 8, now: "everybody" as const },
  ].sort((a, b) => a.label - b.label),
  over_time: [{ first: 1, last: 10, network: 6, hand: 9 }],
};

export const version: Version = {
  version: 1,
  kind: "base",
  status: "promoted",
  parent: null,
  train_accuracy: 0.984,
  test_accuracy: 0.9731,
  test_detail: servedModel.test_detail,
  reason: "",
  why: null,
  progress: 1,
  created_at: "2026-11-20T09:00:00Z",
  started_at: null,
  finished_at: "2026-11-20T09:00:00Z",
  served_since: "2026-11-20T09:00:00Z",
  is_undone: false,
};

export const away: Failure = { kind: "away" };

export function answered<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
