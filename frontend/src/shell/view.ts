/** The pages and their addresses. They differ after the # alone: a reload stays, and the server need not know them. */

export const views = ["draw", "hand", "inside", "history", "gallery", "learn"] as const;
export type View = (typeof views)[number];

export function viewOf(hash: string): View {
  const asked = hash.replace(/^#\/?/, "");
  if (handKeyIn(hash) !== null) return "hand";
  return views.find((view) => view === asked) ?? "draw";
}

export function hashOf(view: View): string {
  return view === "draw" ? "#/" : `#/${view}`;
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
