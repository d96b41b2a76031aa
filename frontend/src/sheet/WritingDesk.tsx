import type { DrawingStore } from "../strokes/drawingStore";
import { texts } from "../texts";
import { PhotoButton } from "./PhotoButton";
import { Sheet } from "./Sheet";
import { SheetTool } from "./SheetTool";
import type { PhotoUpload } from "./usePhotoUpload";
import styles from "./WritingDesk.module.css";

interface Props {
  readonly store: DrawingStore;
  readonly invitation: string;
  readonly photoUpload: PhotoUpload;
}

/** The sheet with all its tools: photo, undo, redo and clear. */
export function WritingDesk({ store, invitation, photoUpload }: Props) {
  return (
    <section className={styles.desk} aria-labelledby="write">
      <h2 id="write">{texts.write.heading}</h2>
      <Sheet store={store} invitation={invitation} isDropTarget={photoUpload.isOver} />
      <div className={styles.tools}>
        <PhotoButton onFile={photoUpload.take} />
        <SheetTool store={store} type="undone" />
        <SheetTool store={store} type="redone" />
        <SheetTool store={store} type="cleared" />
      </div>
      <p className={styles.problem} role="status">
        {photoUpload.problem === null ? "" : texts.write.photoFailures[photoUpload.problem]}
      </p>
    </section>
  );
}
