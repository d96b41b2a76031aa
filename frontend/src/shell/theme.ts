/** The colours of the page: as the device has them, or light or dark by choice. */

import { createStore, type ReadableStore } from "../createStore";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** A choice for all installations below one origin, as the language is. */
const name = "ductus.theme";
/** The paper of each theme, in which browsers paint their own bars. */
const paper = { light: "#f3eee3", dark: "#14171c" };

const store = createStore<Theme>("system");
export const theme: ReadableStore<Theme> = store;

/** Show the theme that was chosen here before; as the device has it where none was. */
export function showPreferredTheme(): void {
  show(kept());
}

/** Show a theme, and keep the choice for the next visit. */
export function chooseTheme(next: Theme): void {
  try {
    localStorage.setItem(name, next);
  } catch {
    // A browser that forbids storage forgets the choice with the page.
  }
  show(next);
}

function show(next: Theme): void {
  const page = document.documentElement;
  if (next === "system") delete page.dataset.theme;
  else page.dataset.theme = next;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const ofDevice = meta.media.includes("dark") ? "dark" : "light";
    meta.content = paper[next === "system" ? ofDevice : next];
  }
  store.set(next);
}

function kept(): Theme {
  try {
    const stored = localStorage.getItem(name);
    return themes.find((one) => one === stored) ?? "system";
  } catch {
    return "system";
  }
}
