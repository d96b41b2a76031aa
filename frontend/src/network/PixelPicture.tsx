import { useEffect, useRef } from "react";
import styles from "./PixelPicture.module.css";

const side = 28;

/** A picture of 28×28 as the network gets it: shares of ink, 0–1, white on slate. */
export function PixelPicture({ inputs }: { inputs: Float32Array }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pixels = new Uint8ClampedArray(side * side * 4);
    inputs.forEach((input, i) => {
      pixels.set([255, 255, 255, Math.round(255 * input)], i * 4);
    });
    ref.current?.getContext("2d")?.putImageData(new ImageData(pixels, side, side), 0, 0);
  }, [inputs]);
  return <canvas ref={ref} className={styles.picture} width={side} height={side} aria-hidden="true" />;
}
