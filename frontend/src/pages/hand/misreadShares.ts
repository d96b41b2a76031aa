import type { Span } from "../../api/client";

/** Return the shares (0–1) of each span's digits that were misread, by the network alone and with the memory. */
export function misreadShares(spans: readonly Span[]) {
  return spans.map((span) => {
    const n = span.last - span.first + 1;
    return { span, network: (n - span.network) / n, hand: (n - span.hand) / n };
  });
}
