import type { Steps } from "../api/client";
import { texts } from "../texts";

/** What to say of a drawing that is hard to read: the most important hint alone, or null. */
export function hintText(steps: Steps | null, leavesSheet: boolean): string | null {
  const hint = leavesSheet ? "cut_off" : steps?.hints[0];
  return hint === undefined ? null : texts.steps.hints[hint];
}

/** The steps worth showing, each with its caption, in the order of the server. */
export function shownSteps(steps: Steps | null): readonly { name: string; caption: string; image: string }[] {
  const captions = new Map<string, string>(Object.entries(texts.steps.captions));
  return (steps?.steps ?? []).flatMap(({ name, image }) => {
    const caption = captions.get(name);
    return caption === undefined ? [] : [{ name, caption, image }];
  });
}
