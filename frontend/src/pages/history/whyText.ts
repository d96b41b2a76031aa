import type { Version } from "../../api/client";
import { texts } from "../../texts";

/** Return why a version was taken or not in the language of the page; the words of a person stay as they were written. */
export function whyText({ why, reason = "" }: Pick<Version, "why" | "reason">): string {
  if (why === null || !(why.code in texts.history.why)) return reason; // a newer server may know more reasons
  return texts.history.why[why.code]((name) => Number(why.params[name] ?? 0));
}
