import { useCallback } from "react";
import type { Shortcut } from "../../shell/shortcut";
import { useShortcuts } from "../../shell/useShortcuts";
import type { DrawingStore } from "../../strokes/drawingStore";

interface Parts {
  readonly drawing: DrawingStore;
  readonly teach: (label: number) => void;
  readonly confirm: () => void;
}

/** Have the keys do what the buttons of the drawing page do, where they are switched on. */
export function useSheetShortcuts(areOn: boolean, { drawing, teach, confirm }: Parts): void {
  const onShortcut = useCallback(
    (shortcut: Shortcut) => {
      switch (shortcut.kind) {
        case "teach":
          teach(shortcut.digit);
          break;
        case "confirm":
          confirm();
          break;
        case "clear":
          drawing.dispatch({ type: "cleared" });
          break;
        case "undo":
          drawing.dispatch({ type: "undone" });
          break;
        case "redo":
          drawing.dispatch({ type: "redone" });
          break;
      }
    },
    [drawing, teach, confirm],
  );
  useShortcuts(areOn, onShortcut);
}
