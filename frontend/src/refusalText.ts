import { texts } from "./texts";

/** Return the page's words for a refusal, or the server's where the page has none. */
export function refusalText(code: string, detail: string): string {
  return Object.entries<string>(texts.refusals).find(([known]) => known === code)?.[1] ?? detail;
}
