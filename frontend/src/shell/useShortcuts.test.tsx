import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ShortcutSwitch } from "./ShortcutSwitch";
import type { Shortcut } from "./shortcut";
import { useShortcuts } from "./useShortcuts";
import { useShortcutSwitch } from "./useShortcutSwitch";

function Page({ onShortcut }: { onShortcut: (shortcut: Shortcut) => void }) {
  const [isOn, set] = useShortcutSwitch();
  useShortcuts(isOn, onShortcut);
  return <ShortcutSwitch isOn={isOn} onSwitch={set} />;
}

it("calls for keys pressed anywhere, until they are switched off, which a reload remembers", async () => {
  const seen: Shortcut[] = [];
  const onShortcut = (shortcut: Shortcut) => seen.push(shortcut);
  const { unmount } = render(<Page onShortcut={onShortcut} />);
  await userEvent.keyboard("7");
  await userEvent.click(screen.getByRole("checkbox", { name: "Keyboard shortcuts" }));
  await userEvent.keyboard("8");
  unmount();
  render(<Page onShortcut={onShortcut} />);
  await userEvent.keyboard("9");
  expect(seen).toEqual([{ kind: "teach", digit: 7 }]);
  expect(screen.getByRole("checkbox")).not.toBeChecked();
});
