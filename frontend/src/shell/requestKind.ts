/** The kinds of request that a service worker treats differently, as pure functions. */

type RequestKind = "page" | "file" | "elsewhere";

interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

export function kindOf({ method, mode, url }: Asked, origin: string): RequestKind {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return "elsewhere";
  if (address.pathname.startsWith("/assets/") || address.pathname.startsWith("/icons/")) return "file";
  return mode === "navigate" && address.pathname === "/" ? "page" : "elsewhere";
}
