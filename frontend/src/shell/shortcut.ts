/** Keyboard shortcuts: pure. */

export type Shortcut =
  | { readonly kind: "teach"; readonly digit: number }
  | { readonly kind: "confirm" | "clear" | "undo" | "redo" };

export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat" | "isComposing"
>;

/** The kind of element that has the focus, since some need the key themselves. */
type Focus = "nothing" | "control" | "text";

export function shortcutOf(press: KeyPress, focus: Focus): Shortcut | null {
  if (focus === "text" || press.isComposing || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    const key = press.key.toLowerCase();
    if (key === "z") return { kind: press.shiftKey ? "redo" : "undo" };
    return key === "y" && press.ctrlKey && !press.shiftKey ? { kind: "redo" } : null;
  }
  if (press.repeat) return null;
  if (/^[0-9]$/.test(press.key)) return { kind: "teach", digit: Number(press.key) };
  if (press.key === "Escape") return { kind: "clear" };
  // Enter on a button or a link presses that.
  return press.key === "Enter" && focus === "nothing" ? { kind: "confirm" } : null;
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return "nothing";
  if (target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])")) {
    return "text";
  }
  return target.closest("a, button, input, summary") === null ? "nothing" : "control";
}
