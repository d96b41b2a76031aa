/** What lies over the sheet may have buttons and links, which are pressed, not drawn on. */
export function isOnControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a") !== null;
}
