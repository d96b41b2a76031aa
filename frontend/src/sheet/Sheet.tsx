import { useEffect, useRef, type ReactNode } from "react";
import type { DrawingStore } from "../strokes/drawingStore";
import { PaintedStrokes } from "../strokes/PaintedStrokes";
import { preventGestures } from "../strokes/preventGestures";
import { StrokeCanvas } from "../strokes/StrokeCanvas";
import { usePointerStrokes } from "../strokes/usePointerStrokes";
import { useHasInk, usePhoto, useStrokes } from "../strokes/useStrokes";
import { texts } from "../texts";
import styles from "./Sheet.module.css";

interface Props {
  readonly store: DrawingStore;
  /** Shown while the sheet is blank; null shows nothing. */
  readonly invitation?: string | null;
  /** A picture is being dragged over the page. */
  readonly isDropTarget?: boolean;
  /** What another hand writes on the sheet while it is blank. */
  readonly ghost?: DrawingStore | null;
  /** Lies over the sheet. One draws through it, except on its buttons and links. */
  readonly children?: ReactNode;
}

/** The ruled sheet one writes on, or lays a photograph on. */
export function Sheet({
  store,
  invitation = texts.write.invitation,
  isDropTarget = false,
  ghost = null,
  children,
}: Props) {
  const strokes = useStrokes(store);
  const photo = usePhoto(store);
  const hasInk = useHasInk(store);
  const reach = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const handlers = usePointerStrokes(store, canvas);
  useEffect(() => (reach.current === null ? undefined : preventGestures(reach.current)), []);
  return (
    <div ref={reach} className={styles.reach} {...handlers}>
      <div className={isDropTarget ? styles.dropTarget : styles.sheet}>
        {!hasInk && invitation !== null && (
          <p className={styles.invitation}>{isDropTarget ? texts.write.dropHere : invitation}</p>
        )}
        {ghost !== null && <PaintedStrokes store={ghost} className={styles.ghost} />}
        {photo !== null && <img className={styles.photo} src={photo.image} alt="" />}
        <StrokeCanvas
          ref={canvas}
          store={store}
          label={photo === null ? texts.write.canvas(strokes.length) : texts.write.photographed}
        />
        {children}
      </div>
    </div>
  );
}
