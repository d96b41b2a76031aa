import type { Version } from "../api/client";
import { texts } from "../texts";

/** Return in the page's language why a version was taken or not; words that a person wrote stay as they are. */
export function whyText({ why, reason = "" }: Pick<Version, "why" | "reason">): string {
  if (why === null || !(why.code in texts.history.why)) return reason; // a newer server may know more reasons
  return texts.history.why[why.code]((name) => Number(why.params[name] ?? 0));
}
