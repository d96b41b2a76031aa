/**
 * Keep the browser from taking touches of this element for gestures; return a function that ends this.
 *
 * `touch-action: none` stops the page from scrolling, but Chromium still takes a stroke that ends fast for a fling. For
 * a second it then takes the next tap anywhere for the finger that stops the fling, and makes no click of it.
 */
export function preventGestures(element: HTMLElement): () => void {
  // React's listeners are passive and cannot prevent anything.
  element.addEventListener("touchstart", prevent, { passive: false });
  return () => {
    element.removeEventListener("touchstart", prevent);
  };
}

function prevent(event: TouchEvent): void {
  if (event.cancelable) event.preventDefault();
}
