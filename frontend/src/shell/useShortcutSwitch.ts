import { useState } from "react";

const name = "ductus.shortcuts";

/**
 * Return whether single keys act, and a function that switches them; the browser keeps it for the next visit. Speech
 * input and a leaning hand press keys by mistake (WCAG 2.2, 2.1.4 Character Key Shortcuts).
 */
export function useShortcutSwitch(): readonly [isOn: boolean, set: (isOn: boolean) => void] {
  const [isOn, setIsOn] = useState(() => load() !== "off");
  const set = (next: boolean) => {
    setIsOn(next);
    save(next ? "on" : "off");
  };
  return [isOn, set];
}

function load(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function save(value: "on" | "off"): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that forbids storage forgets the switch with the page.
  }
}
