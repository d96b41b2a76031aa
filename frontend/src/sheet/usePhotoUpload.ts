import { useCallback, useEffect, useRef, useState } from "react";
import type { Drawing } from "../strokes/drawing";
import type { DrawingStore } from "../strokes/drawingStore";
import type { Photo } from "../ink";
import { useInk } from "../strokes/useStrokes";
import { readPhoto, type PhotoProblem } from "./readPhoto";
import { turnPhoto } from "./turnPhoto";

export interface PhotoUpload {
  /** Why the last picture was not taken; null where it was. */
  readonly problem: PhotoProblem | null;
  /** A file is being dragged over the page. */
  readonly isOver: boolean;
  readonly take: (file: Blob) => Promise<void>;
  /** Turns the photograph on the sheet to the right by a quarter. */
  readonly turn: () => Promise<void>;
}

/** Lay on the sheet a picture that was chosen as a file, pasted, or dropped anywhere on the page. */
export function usePhotoUpload(drawing: DrawingStore): PhotoUpload {
  const [problem, setProblem] = useState<PhotoUpload["problem"]>(null);
  const [isOver, setIsOver] = useState(false);
  const nTaken = useRef(0);

  // Why a picture was not taken is said until there is another drawing. A stroke under way may be a tap.
  const ink = useInk(drawing);
  const [inkBefore, setInkBefore] = useState(ink);
  if (ink !== inkBefore) {
    setInkBefore(ink);
    setProblem(null);
  }

  const lay = useCallback(
    (photo: Photo | PhotoProblem) => {
      if (typeof photo === "string") {
        setProblem(photo);
        return;
      }
      setProblem(null);
      drawing.dispatch({ type: "pasted", photo });
    },
    [drawing],
  );
  const take = useCallback(
    async (file: Blob) => {
      const nth = (nTaken.current += 1);
      const before = drawing.get();
      const photo = await readPhoto(file);
      // What came later stays: another picture that was read sooner, or a stroke.
      if (nth === nTaken.current && !isDrawnOn(drawing.get(), before)) lay(photo);
    },
    [drawing, lay],
  );
  const turn = useCallback(async () => {
    const before = drawing.get().photo;
    if (before === null) return;
    const turned = await turnPhoto(before);
    // Otherwise something else was laid on the sheet meanwhile, or is being drawn.
    if (drawing.get().photo === before && drawing.get().active === null) lay(turned);
  }, [drawing, lay]);

  useEffect(() => {
    const onPaste = ({ clipboardData }: ClipboardEvent) => {
      const file = firstFile(clipboardData);
      if (file !== null) void take(file);
    };
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault(); // or the browser would leave the page for the picture
      setIsOver(true);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setIsOver(false);
      const file = firstFile(event.dataTransfer);
      if (file === null) return;
      event.preventDefault();
      void take(file);
    };
    window.addEventListener("paste", onPaste);
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("paste", onPaste);
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [take]);

  return { problem, isOver, take, turn };
}

function firstFile(data: DataTransfer | null): File | null {
  return data?.files[0] ?? null;
}

/** Return whether a stroke has begun since then. */
function isDrawnOn({ active, finished }: Drawing, before: Drawing): boolean {
  return active !== null || finished.some((stroke) => !before.finished.includes(stroke));
}
