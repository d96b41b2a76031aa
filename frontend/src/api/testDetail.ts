/** Reads `test_detail` of GET /api/model: how many digits of which set were read right. */

export interface Counts {
  readonly correct: number;
  readonly count: number;
}

export interface TestDetail {
  readonly mnist: Counts | null;
  readonly people: Counts | null;
  readonly reference: Counts | null;
}

/** A set that is missing, empty or not understood is null: the page then says nothing of it. */
export function parseTestDetail(detail: unknown): TestDetail {
  return {
    mnist: countsIn(detail, "mnist"),
    people: countsIn(detail, "people"),
    reference: countsIn(detail, "reference"),
  };
}

function countsIn(detail: unknown, name: string): Counts | null {
  if (typeof detail !== "object" || detail === null) return null;
  const entry: unknown = Object.entries(detail).find(([key]) => key === name)?.[1];
  if (typeof entry !== "object" || entry === null || !("correct" in entry && "count" in entry)) return null;
  const { correct, count } = entry;
  return typeof correct === "number" && typeof count === "number" && count > 0 ? { correct, count } : null;
}
