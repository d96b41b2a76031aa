import { useCallback, useEffect, useState } from "react";
import type { Outbox, Settled } from "../api/outbox/outbox";
import { blankSheet, sheetOf } from "../strokes/drawing";
import type { DrawingStore } from "../strokes/drawingStore";
import { drawFirst, noGuess, refusedText, storedText, thanksText } from "./notice";
import type { TakeBack } from "./takeBack";

interface Parts {
  readonly outbox: Outbox;
  readonly drawing: DrawingStore;
  readonly takeBack: TakeBack;
  /** The picture of what is drawn; null where nothing is. */
  readonly image: string | null;
  /** What the network reads in it, if it has said so. */
  readonly guess: number | null;
  /** The version that reads, as far as it is known. */
  readonly version: number | undefined;
  readonly onSettled: (settled: Settled) => void;
}

export interface Teaching {
  /** Said over the fresh sheet: thanks and what happens next; null when another version has read since. */
  readonly thanks: string | null;
  /** Said until it is closed: what did not work, and what to do. */
  readonly problem: string | null;
  readonly closeProblem: () => void;
  /** "It is a 7": the drawing goes to the outbox, and the sheet is fresh again. */
  readonly teach: (label: number) => void;
  readonly confirm: () => void;
}

export function useTeaching({
  outbox,
  drawing,
  takeBack,
  image,
  guess,
  version,
  onSettled,
}: Parts): Teaching {
  const [said, setSaid] = useState<{ words: string; version: number | undefined } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const setThanks = useCallback(
    (words: string) => {
      setSaid({ words, version });
    },
    [version],
  );

  const refuse = useCallback((words: string) => {
    setSaid(null);
    setProblem(words);
  }, []);

  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "stored") {
          setThanks(storedText(settled));
          takeBack.offer({ id: settled.added.id, label: settled.digit.label, image: settled.digit.image });
        } else refuse(refusedText(settled));
        onSettled(settled);
      }),
    [outbox, takeBack, onSettled, setThanks, refuse],
  );

  const teach = useCallback(
    (label: number) => {
      if (image === null) {
        setThanks(drawFirst);
        return;
      }
      takeBack.remember(image, sheetOf(drawing.get()));
      setThanks(thanksText(label, outbox.add({ label, image })));
      setProblem(null);
      drawing.dispatch({ type: "replaced", sheet: blankSheet });
    },
    [outbox, drawing, takeBack, image, setThanks],
  );

  const confirm = useCallback(() => {
    if (image === null) setThanks(drawFirst);
    else if (guess === null) setProblem(noGuess);
    else teach(guess);
  }, [image, guess, teach, setThanks]);

  const closeProblem = useCallback(() => {
    setProblem(null);
  }, []);

  const isOld = said?.version !== undefined && said.version !== version;
  const thanks = said === null || isOld ? null : said.words;
  return { thanks, problem, closeProblem, teach, confirm };
}
