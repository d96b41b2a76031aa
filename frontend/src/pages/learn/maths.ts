/** The formulas that the page lets one play with (Nielsen, *Neural Networks and Deep Learning*, chapters 1–3). */

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** The cross-entropy of one output that should be 1, in nats: how surprised one is. */
export function costOf(output: number): number {
  return Math.max(0, -Math.log(output)); // never -0
}

/** A valley to descend into: the cost of one weight when everything else stands still. */
export function valley(weight: number): number {
  return 0.35 * (weight - 1) ** 2 + 0.25 * Math.cos(2 * weight) + 0.3;
}

export function slopeOfValley(weight: number): number {
  return 0.7 * (weight - 1) - 0.5 * Math.sin(2 * weight);
}

/** One step against the slope; kept within sight. */
export function descend(weight: number, learningRate: number): number {
  return Math.max(-4, Math.min(6, weight - learningRate * slopeOfValley(weight)));
}
