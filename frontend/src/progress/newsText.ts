import { texts } from "../texts";
import type { Served } from "./useServedModel";

/** Return the news that another version took over while the page was open; null where none did. */
export function newsText(served: Served): string | null {
  if (served.state !== "known" || served.watch.news.kind !== "promoted") return null;
  return texts.model.tryIt(served.watch.model.version);
}
