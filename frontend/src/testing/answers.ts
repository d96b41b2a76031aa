/** Examples of the server's answers. */

import type { AddedDigit, Digit, Prediction, ServedModel, Version } from "../api/client";
import type { Failure, Result } from "../api/failure";

export const prediction: Prediction = {
  digit: 7,
  confidences: [0.01, 0.3, 0.02, 0, 0, 0, 0, 0.98, 0, 0.12],
  certain: true,
  model: 1,
  n_seen: 1,
};

export const addedDigit: AddedDigit = {
  id: 1,
  label: 7,
  predicted: 7,
  model: 1,
  is_training_input: true,
  state: "counted",
  created_at: "2026-11-20T09:00:00Z",
  new_digits: 3,
  retrain_at: 10,
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
  is_pinned: false,
  retrain_at: 10,
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
  progress: 1,
  created_at: "2026-11-20T09:00:00Z",
  started_at: null,
  finished_at: "2026-11-20T09:00:00Z",
  served_since: "2026-11-20T09:00:00Z",
};

export const away: Failure = { kind: "away" };

export function answered<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
