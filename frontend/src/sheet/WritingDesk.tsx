import type { DrawingStore } from "../strokes/drawingStore";
import { StrokeCanvas } from "../strokes/StrokeCanvas";
import { useHasInk, usePhoto, useStrokes, useTurns } from "../strokes/useStrokes";
import { texts } from "../texts";
import type { PhotoUpload } from "./usePhotoUpload";
import { PhotoButton } from "./PhotoButton";
import styles from "./WritingDesk.module.css";

interface Props {
  readonly store: DrawingStore;
  readonly invitation: string;
  readonly photoUpload: PhotoUpload;
}

/** The ruled sheet one writes on, or lays a photograph on, with undo, redo and clear. */
export function WritingDesk({ store, invitation, photoUpload }: Props) {
  const strokes = useStrokes(store);
  const photo = usePhoto(store);
  const hasInk = useHasInk(store);
  const { canUndo, canRedo } = useTurns(store);
  return (
    <section className={styles.desk} aria-labelledby="write">
      <h2 id="write">{texts.write.heading}</h2>
      <div className={photoUpload.isOver ? styles.awaiting : styles.sheet}>
        {!hasInk && (
          <p className={styles.invitation}>{photoUpload.isOver ? texts.write.dropHere : invitation}</p>
        )}
        {photo !== null && <img className={styles.photo} src={photo} alt="" />}
        <StrokeCanvas
          store={store}
          label={photo === null ? texts.write.canvas(strokes.length) : texts.write.photographed}
        />
      </div>
      <div className={styles.tools}>
        <PhotoButton onFile={photoUpload.take} />
        <Tool words={texts.write.undo} isOff={!canUndo} store={store} type="undone" />
        <Tool words={texts.write.redo} isOff={!canRedo} store={store} type="redone" />
        <Tool words={texts.write.clear} isOff={!hasInk} store={store} type="cleared" />
      </div>
      <p className={styles.problem} role="status">
        {photoUpload.problem === null ? "" : texts.write.photoFailures[photoUpload.problem]}
      </p>
    </section>
  );
}

interface ToolProps {
  readonly words: string;
  readonly isOff: boolean;
  readonly store: DrawingStore;
  readonly type: "undone" | "redone" | "cleared";
}

function Tool({ words, isOff, store, type }: ToolProps) {
  return (
    <button
      type="button"
      disabled={isOff}
      onClick={() => {
        store.dispatch({ type });
      }}
    >
      {words}
    </button>
  );
}
