import type { Steps } from "../api/client";
import { texts } from "../texts";

/** Return the most important hint for a drawing that is hard to read, or null. */
export function hintText(steps: Steps | null, leavesSheet: boolean): string | null {
  const hint = leavesSheet ? "cut_off" : steps?.hints[0];
  return hint === undefined ? null : texts.steps.hints[hint];
}

/** Return the steps that have a caption, in the server's order. */
export function shownSteps(steps: Steps | null): readonly { name: string; caption: string; image: string }[] {
  const captions = new Map<string, string>(Object.entries(texts.steps.captions));
  return (steps?.steps ?? []).flatMap(({ name, image }) => {
    const caption = captions.get(name);
    return caption === undefined ? [] : [{ name, caption, image }];
  });
}
