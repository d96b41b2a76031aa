import { useEffect, useRef } from "react";
import type { DrawingStore } from "./drawingStore";
import { keepPainted } from "./keepPainted";

/** Strokes that are shown, and cannot be added to. */
export function PaintedStrokes({
  store,
  className,
}: {
  store: DrawingStore;
  className?: string | undefined;
}) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => (ref.current === null ? undefined : keepPainted(ref.current, store)), [store]);
  return <canvas ref={ref} className={className} aria-hidden="true" />;
}
