import type { ReactNode } from "react";
import type { DrawingStore } from "../strokes/drawingStore";
import { useHasInk, usePhoto, useTurns } from "../strokes/useStrokes";
import { texts } from "../texts";
import { PhotoButton } from "./PhotoButton";
import { Sheet } from "./Sheet";
import { SheetTool } from "./SheetTool";
import type { PhotoUpload } from "./usePhotoUpload";
import styles from "./WritingDesk.module.css";

interface Props {
  readonly store: DrawingStore;
  readonly ghost: DrawingStore | null;
  readonly invitation: string | null;
  readonly photoUpload: PhotoUpload;
  /** Lies over the sheet. */
  readonly children?: ReactNode;
}

/** The sheet with its tools: photo, and undo, redo and clear once there is something for one of them to do. */
export function WritingDesk({ store, ghost, invitation, photoUpload, children }: Props) {
  const { canUndo, canRedo } = useTurns(store);
  const hasInk = useHasInk(store);
  const photo = usePhoto(store);
  return (
    <section className={styles.desk} aria-labelledby="write">
      <h2 id="write">{texts.write.heading}</h2>
      <Sheet store={store} invitation={invitation} isDropTarget={photoUpload.isOver} ghost={ghost}>
        {children}
      </Sheet>
      <div className={styles.tools}>
        <PhotoButton onFile={photoUpload.take} />
        {photo !== null && (
          <button
            type="button"
            onClick={() => {
              void photoUpload.turn();
            }}
          >
            {texts.write.turnPhoto}
          </button>
        )}
        {(canUndo || canRedo || hasInk) && (
          <>
            <SheetTool store={store} type="undone" />
            <SheetTool store={store} type="redone" />
            <SheetTool store={store} type="cleared" />
          </>
        )}
      </div>
      <p className={styles.problem} role="status">
        {photoUpload.problem === null ? "" : texts.write.photoFailures[photoUpload.problem]}
      </p>
    </section>
  );
}
