import { useEffect, useRef } from "react";
import { heat, onSlate } from "./heat";
import { side } from "./network";
import styles from "./WeightPicture.module.css";

/** 784 weights as a picture of 28×28. It is painted once; the stylesheet lights it up. */
export function WeightPicture({ values, scale }: { values: Float32Array; scale: number }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext("2d");
    context?.putImageData(new ImageData(heat(values, scale, onSlate), side, side), 0, 0);
  }, [values, scale]);
  return <canvas ref={ref} className={styles.picture} width={side} height={side} aria-hidden="true" />;
}
