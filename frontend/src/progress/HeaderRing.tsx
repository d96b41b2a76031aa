import { Seal } from "./Seal";
import type { Served } from "./useServedModel";

/** The ring of the next ten for the head of the page; nothing until the server has answered. */
export function HeaderRing({ served }: { served: Served }) {
  return served.state === "known" ? <Seal model={served.watch.model} /> : null;
}
