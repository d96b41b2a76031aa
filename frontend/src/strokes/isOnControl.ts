/** Return whether an event is on a button or link over the sheet, which is pressed, not drawn on. */
export function isOnControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a") !== null;
}
