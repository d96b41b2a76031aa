/** The costs of a drawing, step after step, as an SVG path from the left edge to the right, highest at the top. */
export function costLine(
  moments: readonly { readonly cost: number }[],
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const highest = Math.max(...moments.map(({ cost }) => cost), 0.1);
  const n = Math.max(1, moments.length - 1);
  return moments
    .map(({ cost }, i) => {
      const y = height * (1 - cost / highest);
      return `${i === 0 ? "M" : "L"}${((width * i) / n).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
