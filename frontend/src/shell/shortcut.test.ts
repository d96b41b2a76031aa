import { describe, expect, it } from "vitest";
import { focusOf, shortcutOf, type KeyPress } from "./shortcut";

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  const plain = {
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
  };
  return { key, code: "", ...plain, ...changes };
}

describe("a key", () => {
  it.each(["0", "5", "9"])("%s says which digit it is, also while a button has the focus", (key) => {
    const shortcut = { kind: "teach", digit: Number(key) };
    expect(shortcutOf(press(key), "nothing")).toEqual(shortcut);
    expect(shortcutOf(press(key), "control")).toEqual(shortcut);
  });

  it("in the row of the figures says the digit of its place, whatever sign it gives", () => {
    const seven = { kind: "teach", digit: 7 };
    expect(shortcutOf(press("è", { code: "Digit7" }), "nothing")).toEqual(seven);
    expect(shortcutOf(press("7", { code: "Digit7", shiftKey: true }), "nothing")).toEqual(seven);
    expect(shortcutOf(press("/", { code: "Digit7", shiftKey: true }), "nothing")).toBeNull();
    expect(shortcutOf(press("è", { code: "KeyE" }), "nothing")).toBeNull();
  });

  it("Enter confirms, unless a button or a link needs it", () => {
    expect(shortcutOf(press("Enter"), "nothing")).toEqual({ kind: "confirm" });
    expect(shortcutOf(press("Enter"), "control")).toBeNull();
  });

  it("Escape clears", () => {
    expect(shortcutOf(press("Escape"), "control")).toEqual({ kind: "clear" });
  });

  it.each([{ ctrlKey: true }, { metaKey: true }])("Z with %j undoes, also when it repeats", (modifier) => {
    expect(shortcutOf(press("z", modifier), "nothing")).toEqual({ kind: "undo" });
    expect(shortcutOf(press("Z", { ...modifier, repeat: true }), "nothing")).toEqual({ kind: "undo" });
  });

  it("Shift Z with Ctrl or ⌘, and Ctrl Y, redo", () => {
    for (const modifier of [{ ctrlKey: true }, { metaKey: true }]) {
      expect(shortcutOf(press("Z", { ...modifier, shiftKey: true }), "nothing")).toEqual({ kind: "redo" });
    }
    expect(shortcutOf(press("y", { ctrlKey: true }), "nothing")).toEqual({ kind: "redo" });
    expect(shortcutOf(press("y", { metaKey: true }), "nothing")).toBeNull();
  });

  it("does nothing in an element for typing or choosing", () => {
    for (const key of ["7", "Enter", "Escape"]) expect(shortcutOf(press(key), "typing")).toBeNull();
    expect(shortcutOf(press("z", { ctrlKey: true }), "typing")).toBeNull();
  });

  it("is left to the browser with another modifier, while it repeats, and in the middle of a composition", () => {
    expect(shortcutOf(press("7", { ctrlKey: true }), "nothing")).toBeNull();
    expect(shortcutOf(press("7", { altKey: true }), "nothing")).toBeNull();
    expect(shortcutOf(press("7", { repeat: true }), "nothing")).toBeNull();
    expect(shortcutOf(press("7", { isComposing: true }), "nothing")).toBeNull();
    expect(shortcutOf(press("z"), "nothing")).toBeNull();
    expect(shortcutOf(press("F5"), "nothing")).toBeNull();
  });
});

describe("the focus", () => {
  function focusOn(html: string) {
    document.body.innerHTML = html;
    return focusOf(document.querySelector("[data-it]"));
  }

  it.each([
    ["<canvas data-it></canvas>", "nothing"],
    ["<button data-it></button>", "control"],
    ["<a href='/'><b data-it></b></a>", "control"],
    ["<input type=checkbox data-it>", "control"],
    ["<input data-it>", "typing"],
    ["<input type=range data-it>", "typing"],
    ["<textarea data-it></textarea>", "typing"],
    ["<select data-it></select>", "typing"],
    ["<div contenteditable data-it></div>", "typing"],
  ])("on %s is on %s", (html, focus) => {
    expect(focusOn(html)).toBe(focus);
  });

  it("on no element at all is on nothing", () => {
    expect(focusOf(window)).toBe("nothing");
    expect(focusOf(null)).toBe("nothing");
  });
});
