import { useSyncExternalStore } from "react";
import { bestLanguage, language, languages, speak } from "./language";

const name = "ductus.language";

/** Return the code of the language that is shown. The component is drawn again when it changes. */
export function useLanguage(): string {
  return useSyncExternalStore(language.subscribe, language.get);
}

/** Show the language that was chosen here before, else the first that the browser asks for. */
export function speakPreferred(): Promise<void> {
  const kept = load();
  return speak(kept !== null && languages.includes(kept) ? kept : bestLanguage(navigator.languages));
}

/** Show a language, and keep the choice for the next visit. */
export function choose(code: string): Promise<void> {
  try {
    localStorage.setItem(name, code);
  } catch {
    // A browser that forbids storage forgets the choice with the page.
  }
  return speak(code);
}

function load(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
