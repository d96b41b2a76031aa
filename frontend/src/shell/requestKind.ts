/** The kinds of request that a service worker treats differently. */

type RequestKind = "page" | "file" | "elsewhere";

interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

/** Return the kind of a request. `page` is the address of the page, which may lie below a proxy's path. */
export function kindOf({ method, mode, url }: Asked, page: string): RequestKind {
  const { origin, pathname } = new URL(url);
  const address = origin + pathname;
  if (method !== "GET") return "elsewhere";
  if (address.startsWith(`${page}assets/`) || address.startsWith(`${page}icons/`)) return "file";
  return mode === "navigate" && address === page ? "page" : "elsewhere";
}
