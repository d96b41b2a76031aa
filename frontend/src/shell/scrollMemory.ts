/** Where one was on a page: Back leads there, a link to the top. */

import { parseJson } from "../parseJson";
import { storageName } from "../storageName";

const name = storageName("scroll");
/** How long a page may take to become as long as it was. If larger, it may jump while somebody reads. */
const patience_ms = 2000;

/** What the browser's history keeps of a visit of a page. */
interface Visit {
  readonly visit: string;
}

function isVisit(state: unknown): state is Visit {
  return typeof state === "object" && state !== null && "visit" in state && typeof state.visit === "string";
}

/** Follow how far every visited page is scrolled, also over a reload; return a function that ends this. */
export function rememberScrolling(): () => void {
  history.scrollRestoration = "manual";
  let visit = visitNow();
  // The browser names the next visit before it says so: what is scrolled until then belongs to the one before.
  const go = () => {
    visit = visitNow();
  };
  const note = () => {
    places.set(visit, scrollY);
  };
  const keep = () => {
    try {
      sessionStorage.setItem(name, JSON.stringify([...places]));
    } catch {
      // Where storage is forbidden, a reload begins at the top.
    }
  };
  addEventListener("hashchange", go);
  addEventListener("scroll", note, { passive: true });
  addEventListener("pagehide", keep);
  return () => {
    removeEventListener("hashchange", go);
    removeEventListener("scroll", note);
    removeEventListener("pagehide", keep);
  };
}

/** Go where this visit was left, or to the top where it is a new one. */
export function arrive(): void {
  const place = places.get(visitNow()) ?? 0;
  scrollTo(0, place);
  if (place > 0) goOnTowards(place);
}

const places = kept();

/** Return the name of this visit; a new one gets a name. */
function visitNow(): string {
  const state: unknown = history.state;
  if (isVisit(state)) return state.visit;
  const visit = `${Date.now()} ${Math.random()}`;
  history.replaceState({ visit }, "");
  return visit;
}

/** Scroll on while the page grows with its answers, until it is long enough, somebody acts, or patience ends. */
function goOnTowards(place: number): void {
  const end = () => {
    sizes.disconnect();
    clearTimeout(timer);
    for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) removeEventListener(kind, end);
  };
  const sizes = new ResizeObserver(() => {
    scrollTo(0, place);
    if (Math.abs(scrollY - place) < 2) end();
  });
  const timer = setTimeout(end, patience_ms);
  sizes.observe(document.documentElement);
  sizes.observe(document.body);
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(kind, end, { passive: true });
}

function kept(): Map<string, number> {
  try {
    const stored = parseJson(sessionStorage.getItem(name) ?? "");
    return new Map(Array.isArray(stored) ? stored.filter(isPlace) : []);
  } catch {
    return new Map();
  }
}

function isPlace(stored: unknown): stored is [string, number] {
  return Array.isArray(stored) && typeof stored[0] === "string" && typeof stored[1] === "number";
}
