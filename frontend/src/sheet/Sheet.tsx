import type { DrawingStore } from "../strokes/drawingStore";
import { StrokeCanvas } from "../strokes/StrokeCanvas";
import { useHasInk, usePhoto, useStrokes } from "../strokes/useStrokes";
import { texts } from "../texts";
import styles from "./Sheet.module.css";

interface Props {
  readonly store: DrawingStore;
  /** Shown while the sheet is blank. */
  readonly invitation?: string;
  /** A picture hangs over the page and can be dropped. */
  readonly isDropTarget?: boolean;
}

/** The ruled sheet one writes on, or lays a photograph on; every page shows the same drawing. */
export function Sheet({ store, invitation = texts.write.invitation, isDropTarget = false }: Props) {
  const strokes = useStrokes(store);
  const photo = usePhoto(store);
  const hasInk = useHasInk(store);
  return (
    <div className={isDropTarget ? styles.dropTarget : styles.sheet}>
      {!hasInk && <p className={styles.invitation}>{isDropTarget ? texts.write.dropHere : invitation}</p>}
      {photo !== null && <img className={styles.photo} src={photo.image} alt="" />}
      <StrokeCanvas
        store={store}
        label={photo === null ? texts.write.canvas(strokes.length) : texts.write.photographed}
      />
    </div>
  );
}
