import { texts } from "./texts";

/** What to say of a refusal: in the page's words where it has some, else in the server's own. */
export function refusalText(code: string, detail: string): string {
  return Object.entries<string>(texts.refusals).find(([known]) => known === code)?.[1] ?? detail;
}
