import type { Failure } from "../../api/failure";
import { refusalText } from "../../refusalText";
import { texts } from "../../texts";

/** Say why an experiment was not tried. */
export function failureText(failure: Failure): string {
  if (failure.kind === "busy") return texts.teach.waitingWhy[failure.reason];
  return failure.kind === "refused" ? refusalText(failure) : texts.failures.away;
}
