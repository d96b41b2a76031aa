import type { DrawingStore } from "../strokes/drawingStore";
import { StrokeCanvas } from "../strokes/StrokeCanvas";
import { useHasInk, useStrokes } from "../strokes/useStrokes";
import { texts } from "../texts";
import styles from "./WritingDesk.module.css";

/** The ruled sheet one writes on, with undo and clear. */
export function WritingDesk({ store }: { store: DrawingStore }) {
  const strokes = useStrokes(store);
  const hasInk = useHasInk(store);
  return (
    <section className={styles.desk} aria-labelledby="write">
      <h2 id="write">{texts.write.heading}</h2>
      <div className={styles.sheet}>
        {!hasInk && <p className={styles.invitation}>{texts.write.invitation}</p>}
        <StrokeCanvas store={store} label={texts.write.canvas(strokes.length)} />
      </div>
      <div className={styles.tools}>
        <button
          type="button"
          disabled={!hasInk}
          onClick={() => {
            store.dispatch({ type: "undone" });
          }}
        >
          {texts.write.undo}
        </button>
        <button
          type="button"
          disabled={!hasInk}
          onClick={() => {
            store.dispatch({ type: "cleared" });
          }}
        >
          {texts.write.clear}
        </button>
      </div>
    </section>
  );
}
