/**
 * The pages and their addresses, such as `#/gallery?label=7` or `#/learn/cost`. They differ after the # alone: a reload
 * stays, and the server need not know them.
 */

/** The pages that the head of each page leads to. */
export const listedViews = ["draw", "hand", "inside", "history", "gallery", "learn"] as const;
export const views = [...listedViews, "game"] as const;
export type View = (typeof views)[number];

/** What an address names: a page, something on that page (a chapter, a version, a digit), and choices made there. */
export interface Place {
  readonly view: View;
  /** An empty text for the page as a whole. */
  readonly part: string;
  readonly choices: URLSearchParams;
}

/** Choices by name; `null` and `false` are left out of an address, `true` stands there as a name alone. */
export type Choices = Readonly<Record<string, string | number | boolean | null>>;

/** The address of the wall, which is no page among the others: it stands on a projector, and nobody draws there. */
export const wallHash = "#/wall";

export function viewOf(hash: string): View {
  return placeOf(hash).view;
}

export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [asked = "", ...rest] = path.split("/");
  const view = views.find((name) => name === asked) ?? "draw";
  return { view, part: view === "draw" ? "" : rest.join("/"), choices: new URLSearchParams(query) };
}

/** Return the number of what an address names, such as a version; null where that is no number. */
export function numberIn({ part }: Place): number | null {
  return /^\d{1,15}$/.test(part) ? Number(part) : null;
}

export function hashOf(view: View, part: string | number = "", choices: Choices = {}): string {
  const path = view === "draw" ? "#/" : part === "" ? `#/${view}` : `#/${view}/${part}`;
  const chosen = Object.entries(choices).filter(([, value]) => value !== null && value !== false);
  const query = chosen.map(([name, value]) => (value === true ? name : `${name}=${String(value)}`)).join("&");
  return query === "" ? path : `${path}?${query}`;
}

const keyPrefix = "#/hand/";

/** Return the address that carries a hand's key to another device. What follows the # is never sent to a server. */
export function hashOfKey(key: string): string {
  return keyPrefix + key;
}

/** Return the key of a hand in an address; null where there is none. */
export function handKeyIn(hash: string): string | null {
  return hash.startsWith(keyPrefix) ? hash.slice(keyPrefix.length) : null;
}
