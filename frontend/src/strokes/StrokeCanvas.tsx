import { useEffect, type RefObject } from "react";
import type { DrawingStore } from "./drawingStore";
import { keepPainted } from "./keepPainted";
import styles from "./StrokeCanvas.module.css";

interface Props {
  readonly store: DrawingStore;
  readonly label: string;
  readonly ref: RefObject<HTMLCanvasElement | null>;
}

/** The canvas one writes on. It repaints from the store, at most once a frame, without React. */
export function StrokeCanvas({ store, label, ref }: Props) {
  useEffect(() => {
    const canvas = ref.current;
    return canvas === null ? undefined : keepPainted(canvas, store);
  }, [store, ref]);

  return (
    <canvas ref={ref} id="sheet" className={styles.canvas} role="img" aria-label={label} tabIndex={-1} />
  );
}
