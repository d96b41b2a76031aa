import type { Steps } from "../api/client";
import { maxStrokes } from "../strokes/drawing";
import { leavesSheet } from "../strokes/edge";
import type { Stroke } from "../strokes/stroke";
import { texts } from "../texts";

/** Return the most important hint for a drawing that is hard to read, or null. */
export function hintText(strokes: readonly Stroke[], nSeen: number, steps: Steps | null): string | null {
  const { hints } = texts.steps;
  if (strokes.length === maxStrokes) return hints.full;
  if (leavesSheet(strokes)) return hints.cut_off;
  if (nSeen > 1) return hints.several_digits;
  const hint = steps?.hints[0];
  return hint === undefined ? null : hints[hint];
}

interface ShownStep {
  readonly name: string;
  readonly caption: string;
  readonly image: string | null;
}

/** Return the steps that have a caption, in the server's order; before they have come, those of a drawing, empty. */
export function shownSteps(steps: Steps | null): readonly ShownStep[] {
  const captions = new Map<string, string>(Object.entries(texts.steps.captions));
  const places = ["grains", "straightened", "picture"].map((name) => ({ name, image: null }));
  return (steps?.steps ?? places).flatMap(({ name, image }) => {
    const caption = captions.get(name);
    return caption === undefined ? [] : [{ name, caption, image }];
  });
}
