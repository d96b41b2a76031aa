import type { Failure, Result } from "./failure";

/** Carries a failure through TanStack Query, which knows errors only. */
export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/** Return the value of a result; throw its failure. */
export async function unwrap<T>(call: Promise<Result<T>>): Promise<T> {
  const result = await call;
  if (!result.ok) throw new ApiError(result.failure);
  return result.value;
}
