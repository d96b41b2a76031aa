/** The sheet on the page, for what happens to it beside drawing. */

export function sheetElement(): HTMLCanvasElement | null {
  const sheet = document.getElementById("sheet");
  return sheet instanceof HTMLCanvasElement ? sheet : null;
}

/** Give the sheet the focus: the buttons of an answer vanish with its ink, and with them the focus of the one pressed. */
export function focusSheet(): void {
  sheetElement()?.focus({ preventScroll: true });
}
