import type { Refusal } from "./api/failure";
import { texts } from "./texts";

type Words = string | ((params: Readonly<Record<string, string>>) => string);

/** Return the page's words for a refusal; the server's English ones for a code that this page does not know. */
export function refusalText({ code, detail, params = {} }: Refusal): string {
  const words = Object.entries<Words>(texts.refusals).find(([known]) => known === code)?.[1] ?? detail;
  return typeof words === "string" ? words : words(params);
}
