import type { DrawingStore } from "../strokes/drawingStore";
import { useHasInk, useTurns } from "../strokes/useStrokes";
import { texts } from "../texts";

interface Props {
  readonly store: DrawingStore;
  readonly type: "undone" | "redone" | "cleared";
  readonly onUse?: () => void;
}

/** A button that changes the drawing; disabled where it would change nothing. */
export function SheetTool({ store, type, onUse }: Props) {
  const { canUndo, canRedo } = useTurns(store);
  const words = { undone: texts.write.undo, redone: texts.write.redo, cleared: texts.write.clear };
  const isUsable = { undone: canUndo, redone: canRedo, cleared: useHasInk(store) }[type];
  return (
    <button
      type="button"
      disabled={!isUsable}
      onClick={() => {
        store.dispatch({ type });
        onUse?.();
      }}
    >
      {words[type]}
    </button>
  );
}
