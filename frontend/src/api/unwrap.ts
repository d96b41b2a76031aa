import type { Failure, Result } from "./failure";

/** Carries a failure through TanStack Query, which knows errors only. */
export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/** What a call answered; its failure is thrown. */
export async function unwrap<T>(call: Promise<Result<T>>): Promise<T> {
  const result = await call;
  if (!result.ok) throw new ApiError(result.failure);
  return result.value;
}
