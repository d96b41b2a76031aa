/** Which page an address asks for. The part after # is enough: the server need not know, and a reload stays. */

export const views = ["draw", "inside", "history", "gallery", "learn"] as const;
export type View = (typeof views)[number];

export function viewOf(hash: string): View {
  const asked = hash.replace(/^#\/?/, "");
  return views.find((view) => view === asked) ?? "draw";
}

export function hashOf(view: View): string {
  return view === "draw" ? "#/" : `#/${view}`;
}
