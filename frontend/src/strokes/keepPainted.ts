import { onOtherColours } from "../styles/colourChanges";
import type { DrawingStore } from "./drawingStore";
import { strokesOf } from "./drawing";
import { paintStrokes } from "./paint";

/** Repaint on every change of the drawing, size, resolution or colours; return a function that ends this. */
export function keepPainted(canvas: HTMLCanvasElement, store: DrawingStore): () => void {
  let frame = 0;
  const ask = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      repaint(canvas, store);
    });
  };
  const sizes = new ResizeObserver(ask);
  const unsubscribe = store.subscribe(ask);
  const forgetDensity = onOtherDensity(ask);
  const forgetColours = onOtherColours(ask);
  sizes.observe(canvas);
  ask();
  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
    forgetDensity();
    sizes.disconnect();
    forgetColours();
  };
}

/** Call back whenever the window has come to a screen of another density, which changes no size in CSS pixels. */
export function onOtherDensity(call: () => void): () => void {
  let query: MediaQueryList;
  const watch = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", changed, { once: true });
  };
  const changed = () => {
    call();
    watch();
  };
  watch();
  return () => {
    query.removeEventListener("change", changed);
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
