import { useEffect, useRef } from "react";
import type { DrawingStore } from "./drawingStore";
import { strokesOf } from "./drawing";
import { paintStrokes } from "./paint";
import styles from "./StrokeCanvas.module.css";
import { preventGestures } from "./preventGestures";
import { usePointerStrokes } from "./usePointerStrokes";

/** The canvas one writes on. It repaints from the store, at most once a frame, without React. */
export function StrokeCanvas({ store, label }: { store: DrawingStore; label: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const handlers = usePointerStrokes(store);

  useEffect(() => {
    const canvas = ref.current;
    return canvas === null ? undefined : keepPainted(canvas, store);
  }, [store]);

  useEffect(() => (ref.current === null ? undefined : preventGestures(ref.current)), []);

  return (
    <canvas ref={ref} className={styles.canvas} role="img" aria-label={label} tabIndex={-1} {...handlers} />
  );
}

/** Repaint on every change of the drawing, size, resolution or colours; return a function that ends this. */
function keepPainted(canvas: HTMLCanvasElement, store: DrawingStore): () => void {
  let frame = 0;
  const ask = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      repaint(canvas, store);
    });
  };
  const sizes = new ResizeObserver(ask);
  const colours = matchMedia("(prefers-color-scheme: dark)");
  const unsubscribe = store.subscribe(ask);
  sizes.observe(canvas);
  colours.addEventListener("change", ask);
  ask();
  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
    sizes.disconnect();
    colours.removeEventListener("change", ask);
  };
}

function repaint(canvas: HTMLCanvasElement, store: DrawingStore): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const side_px = Math.round(canvas.clientWidth * devicePixelRatio);
  if (canvas.width !== side_px) canvas.width = canvas.height = side_px;
  context.clearRect(0, 0, side_px, side_px);
  paintStrokes(context, strokesOf(store.get()), { side_px, colour: getComputedStyle(canvas).color });
}
