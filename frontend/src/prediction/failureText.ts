import type { Failure } from "../api/failure";
import type { Ink } from "../ink";
import { refusalText } from "../refusalText";
import { texts } from "../texts";

/** Say why a drawing could not be read, and what happens next. */
export function failureText(failure: Failure, ink: Ink | null = null): string {
  switch (failure.kind) {
    case "away":
      return texts.read.failures.away;
    case "busy":
      return failure.reason === "throttled"
        ? texts.read.failures.throttled(failure.wait_s)
        : texts.read.failures.unavailable;
    case "refused":
      return refusalText(failure, ink);
  }
}
