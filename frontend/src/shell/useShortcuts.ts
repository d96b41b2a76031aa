import { useEffect } from "react";
import { focusOf, shortcutOf, type Shortcut } from "./shortcut";

/** Call `onShortcut` for every shortcut pressed anywhere on the page, while they are switched on. */
export function useShortcuts(isOn: boolean, onShortcut: (shortcut: Shortcut) => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const shortcut = event.defaultPrevented ? null : shortcutOf(event, focusOf(event.target));
      if (shortcut === null) return;
      event.preventDefault();
      onShortcut(shortcut);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
    };
  }, [isOn, onShortcut]);
}
