import { useMemo, useState } from "react";
import { texts } from "../texts";
import styles from "./FollowedNumber.module.css";
import { products, sigmoid, strongest, sumOf, weightsTo, type Network } from "./network";
import { PixelPicture } from "./PixelPicture";

interface Props {
  readonly network: Network;
  readonly pixels: Uint8Array;
  readonly activations: readonly number[];
  readonly unit: number;
  readonly digit: number;
  /** Whether the unit is switched off: then its activation is 0, whatever its input. */
  readonly isOff?: boolean;
}

/** The number of pixels that can be followed: those that contribute most. */
const nPixels = 12;
const words = texts.inside.follow;

/** One number followed through the network: from a pixel, by a hidden unit, to an output. */
export function FollowedNumber({ network, pixels, activations, unit, digit, isOff = false }: Props) {
  const [rank, setRank] = useState(0);
  const parts = products(network, pixels, unit);
  const candidates = strongest(parts, nPixels);
  const input = candidates[rank % Math.max(1, candidates.length)] ?? 0;
  const ink = (pixels[input] ?? 0) / 255;
  const weight = weightsTo(network, unit)[input] ?? 0;
  const inAll = parts.reduce((sum, part) => sum + part, 0);
  const bias = network.hiddenBiases[unit] ?? 0;
  const lit = activations[unit] ?? 0;
  const outWeight = network.output[unit]?.[digit] ?? 0;
  const sum = sumOf(network, activations, digit);
  const inputs = useMemo(() => Float32Array.from(pixels, (pixel) => pixel / 255), [pixels]);
  const [row, column] = [Math.floor(input / 28), input % 28];
  return (
    <section className={styles.follow} aria-labelledby="follow">
      <h2 id="follow">{words.heading}</h2>
      <div className={styles.start}>
        <div className={styles.picture} role="img" aria-label={words.where(row + 1, column + 1)}>
          <PixelPicture inputs={inputs} />
          <span
            className={styles.mark}
            style={{ left: `${(column / 28) * 100}%`, top: `${(row / 28) * 100}%` }}
          />
        </div>
        <button
          type="button"
          onClick={() => {
            setRank((rank + 1) % Math.max(1, candidates.length));
          }}
        >
          {words.another}
        </button>
      </div>
      <ol className={styles.steps}>
        <li>{words.ink(row + 1, column + 1, ink)}</li>
        <li>{words.product(ink, weight, unit + 1)}</li>
        <li>{words.inputs(inAll, bias)}</li>
        <li>{words[isOff ? "off" : "lit"](inAll + bias, sigmoid(inAll + bias), unit + 1)}</li>
        <li>{words.says(lit, outWeight, digit)}</li>
        <li>{words.outputs(sum.for, sum.against, sum.bias, sum.total)}</li>
        <li>{words.output(sum.total, sum.output, digit)}</li>
      </ol>
    </section>
  );
}
