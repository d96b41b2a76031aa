import type { Refusal } from "./api/failure";
import type { Ink } from "./ink";
import { texts } from "./texts";

type Words = string | ((params: Readonly<Record<string, string>>) => string);

/** Return the page's words for a refusal; the server's English ones for a code that this page does not know. */
export function refusalText({ code, detail, params = {} }: Refusal, ink: Ink | null = null): string {
  // A photograph is not mended with a clearer stroke.
  if (code === "blank_drawing" && ink !== null && "image" in ink) return texts.write.photoFailures.noInk;
  const words = Object.entries<Words>(texts.refusals).find(([known]) => known === code)?.[1] ?? detail;
  return typeof words === "string" ? words : words(params);
}
