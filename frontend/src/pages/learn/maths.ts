/** The formulas to play with (Nielsen, *Neural Networks and Deep Learning*, chapters 1–3). */

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** Return the cross-entropy of an output that should be 1, in nats. */
export function costOf(output: number): number {
  return Math.max(0, -Math.log(output)); // never -0
}

/** Return the height of a valley: the cost as a function of a single weight, invented for the page. */
export function valley(weight: number): number {
  return 0.35 * (weight - 1) ** 2 + 0.25 * Math.cos(2 * weight) + 0.3;
}

export function slopeOfValley(weight: number): number {
  return 0.7 * (weight - 1) - 0.5 * Math.sin(2 * weight);
}

/** Return the weight after a step against the slope, kept within the plot. */
export function descend(weight: number, learningRate: number): number {
  return Math.max(-4, Math.min(6, weight - learningRate * slopeOfValley(weight)));
}
