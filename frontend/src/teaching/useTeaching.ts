import { useCallback, useEffect, useState } from "react";
import type { Outbox, Settled } from "../api/outbox/outbox";
import type { DrawingStore } from "../strokes/drawingStore";
import { drawFirst, noGuess, noticeOfSettled, noticeOfVerified, quiet, type Notice } from "./notice";

interface Parts {
  readonly outbox: Outbox;
  readonly drawing: DrawingStore;
  /** The picture of what is drawn; null where nothing is. */
  readonly image: string | null;
  /** What the network reads in it, if it has said so. */
  readonly guess: number | null;
  readonly onSettled: (settled: Settled) => void;
}

export interface Teaching {
  readonly notice: Notice;
  /** "It is a 7": the drawing goes to the outbox, and the sheet is fresh again. */
  readonly teach: (label: number) => void;
  readonly confirm: () => void;
}

export function useTeaching({ outbox, drawing, image, guess, onSettled }: Parts): Teaching {
  const [notice, setNotice] = useState<Notice>(quiet);

  useEffect(
    () =>
      outbox.onSettled((settled) => {
        setNotice(noticeOfSettled(settled));
        onSettled(settled);
      }),
    [outbox, onSettled],
  );

  const teach = useCallback(
    (label: number) => {
      if (image === null) {
        setNotice(drawFirst);
        return;
      }
      setNotice(noticeOfVerified(label, outbox.add({ label, image })));
      drawing.dispatch({ type: "cleared" });
    },
    [outbox, drawing, image],
  );

  const confirm = useCallback(() => {
    if (image === null) setNotice(drawFirst);
    else if (guess === null) setNotice(noGuess);
    else teach(guess);
  }, [image, guess, teach]);

  return { notice, teach, confirm };
}
