/** Keyboard shortcuts, as pure functions. */

export type Shortcut =
  | { readonly kind: "teach"; readonly digit: number }
  | { readonly kind: "confirm" | "clear" | "undo" | "redo" };

export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat" | "isComposing"
>;

/** The focus: a control needs Enter; an element for typing or choosing (text, list, slider) needs all keys. */
type Focus = "nothing" | "control" | "typing";

/** Return the shortcut of a key press; null if the browser or the focused element needs the key. */
export function shortcutOf(press: KeyPress, focus: Focus): Shortcut | null {
  if (focus === "typing" || press.isComposing || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    // Undo and redo may repeat while the keys are held down, as in every editor.
    const key = press.key.toLowerCase();
    if (key === "z") return { kind: press.shiftKey ? "redo" : "undo" };
    return key === "y" && press.ctrlKey && !press.shiftKey ? { kind: "redo" } : null;
  }
  // A digit that is held down too long must not teach a second time.
  if (press.repeat) return null;
  const digit = digitOf(press);
  if (digit !== null) return { kind: "teach", digit };
  if (press.key === "Escape") return { kind: "clear" };
  // Enter on a button or a link presses it.
  return press.key === "Enter" && focus === "nothing" ? { kind: "confirm" } : null;
}

/**
 * Return the digit of a key. French, Czech and like keyboards give other signs in the row of the figures, and the
 * figures with Shift; there the place of the key counts.
 */
function digitOf({ key, code, shiftKey }: KeyPress): number | null {
  if (/^[0-9]$/.test(key)) return Number(key);
  const place = /^Digit([0-9])$/.exec(code)?.[1];
  return place === undefined || shiftKey ? null : Number(place);
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return "nothing";
  if (target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])")) {
    return "typing";
  }
  return target.closest("a, button, input, summary") === null ? "nothing" : "control";
}
