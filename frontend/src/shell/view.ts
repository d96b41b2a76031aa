/** The pages and their addresses. They differ after the # alone: a reload stays, and the server need not know them. */

export const views = ["draw", "inside", "history", "gallery", "learn"] as const;
export type View = (typeof views)[number];

export function viewOf(hash: string): View {
  const asked = hash.replace(/^#\/?/, "");
  return views.find((view) => view === asked) ?? "draw";
}

export function hashOf(view: View): string {
  return view === "draw" ? "#/" : `#/${view}`;
}
