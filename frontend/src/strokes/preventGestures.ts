import { isOnControl } from "./isOnControl";

/**
 * Keep the browser from taking touches of this element for gestures; return a function that ends this.
 *
 * `touch-action: none` stops the page from scrolling, but Chromium still treats a stroke with a fast end as a fling.
 * During the next second it treats a tap anywhere on the page as the touch that stops the fling, and fires no click.
 */
export function preventGestures(element: HTMLElement): () => void {
  // React adds its touchstart listener as passive, so it cannot call preventDefault.
  element.addEventListener("touchstart", prevent, { passive: false });
  return () => {
    element.removeEventListener("touchstart", prevent);
  };
}

function prevent(event: TouchEvent): void {
  // A prevented touch presses no button.
  if (event.cancelable && !isOnControl(event.target)) event.preventDefault();
}
