import { useCallback, useEffect, useState } from "react";
import type { DrawingStore } from "../strokes/drawingStore";
import { readPhoto, type PhotoProblem } from "./readPhoto";

export interface PhotoUpload {
  /** Why the last picture was not taken; null where it was. */
  readonly problem: PhotoProblem | null;
  /** A file is being dragged over the page. */
  readonly isOver: boolean;
  readonly take: (file: Blob) => Promise<void>;
}

/** Lay on the sheet a picture that was chosen as a file, pasted, or dropped anywhere on the page. */
export function usePhotoUpload(drawing: DrawingStore): PhotoUpload {
  const [problem, setProblem] = useState<PhotoUpload["problem"]>(null);
  const [isOver, setIsOver] = useState(false);

  const take = useCallback(
    async (file: Blob) => {
      const photo = await readPhoto(file);
      if (typeof photo === "string") {
        setProblem(photo);
        return;
      }
      setProblem(null);
      drawing.dispatch({ type: "pasted", photo });
    },
    [drawing],
  );

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

  return { problem, isOver, take };
}

function firstFile(data: DataTransfer | null): File | null {
  return data?.files[0] ?? null;
}
