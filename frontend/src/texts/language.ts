/**
 * The language of the page: English, which is always there, or one that is loaded when it is wanted.
 *
 * A language is a file in this folder that is named by its code and exports `texts`, `learn`, `lesson` and `specimen`.
 * It is listed under the name that it gives itself.
 */

import { createStore, type ReadableStore } from "../createStore";
import { show, type LanguageWords } from "./shown";

const files = import.meta.glob<LanguageWords>("./[a-z][a-z].ts");
const codeIn = (path: string) => path.slice("./".length, -".ts".length);
const loaders = new Map(Object.entries(files).map(([path, load]) => [codeIn(path), load]));

export const languages: readonly string[] = ["en", ...[...loaders.keys()].sort()];

const store = createStore("en");
/** The code of the language that is shown. */
export const language: ReadableStore<string> = store;

/** Return what a language calls itself, such as "français". */
export function nameOf(code: string): string {
  return new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
}

/** Return the first language that a browser asks for and the page has, such as "de" for "de-AT"; else English. */
export function bestLanguage(wanted: readonly string[]): string {
  const codes = wanted.map((tag) => tag.split("-")[0]?.toLowerCase());
  return codes.find((code) => code !== undefined && languages.includes(code)) ?? "en";
}

/** The language that was asked for last: the words of one before may arrive after its own. */
let wanted = "en";

/** Show the page in one of its languages. Where the words cannot be loaded, the page stays as it is. */
export async function speak(code: string): Promise<void> {
  wanted = code;
  const words = code === "en" ? null : await wordsOf(code);
  if (words === undefined || wanted !== code) return;
  show(words);
  document.documentElement.lang = code;
  store.set(code);
}

/** Return the words of a language; undefined where they cannot be loaded. */
export async function wordsOf(code: string): Promise<LanguageWords | undefined> {
  try {
    return await loaders.get(code)?.();
  } catch {
    return undefined; // nothing answers, and the browser has not kept the file
  }
}
