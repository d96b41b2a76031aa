/**
 * Keeps the browser from taking touches of this element for gestures; returns what ends that.
 *
 * `touch-action: none` stops the page from scrolling, but a stroke that ends fast still counts as a fling in Chromium,
 * and for a second the next tap anywhere is taken for the finger that stops it: no click comes of it.
 */
export function preventGestures(element: HTMLElement): () => void {
  // React listens passively, and could not prevent anything.
  element.addEventListener("touchstart", prevent, { passive: false });
  return () => {
    element.removeEventListener("touchstart", prevent);
  };
}

function prevent(event: TouchEvent): void {
  if (event.cancelable) event.preventDefault();
}
