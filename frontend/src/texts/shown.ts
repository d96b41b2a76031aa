/** The words of the language that is shown, which everything in this folder reads from. */

import type { Texts } from "./index";
import type { LearnWords } from "./learn";
import type { LessonWords } from "./lesson";
import type { SpecimenWords } from "./specimen";

/** All the words of a language: of every page, of the page Learn, of the lesson to print, of the specimen sheet. */
export interface LanguageWords {
  readonly texts: Texts;
  readonly learn: LearnWords;
  readonly lesson: LessonWords;
  readonly specimen: SpecimenWords;
}

let shown: LanguageWords | null = null;

/** Return the words of the language that is shown; null for English, whose words come with the pages. */
export function shownWords(): LanguageWords | null {
  return shown;
}

/** Show other words from now on. What is on the page already does not change by this. */
export function show(words: LanguageWords | null): void {
  shown = words;
}
