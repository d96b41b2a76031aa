import { useCallback, useEffect, useState } from "react";
import type { Outbox, Settled } from "../api/outbox/outbox";
import type { Ink } from "../ink";
import { blankSheet, isBlank, sheetOf, type Sheet } from "../strokes/drawing";
import type { DrawingStore } from "../strokes/drawingStore";
import { sheetOfInk } from "../strokes/ink";
import { texts } from "../texts";
import { refusedText, storedText, thanksText, type OwnMemory, type Stored } from "./notice";
import type { TakeBack } from "./takeBack";

interface Parts {
  readonly outbox: Outbox;
  readonly drawing: DrawingStore;
  readonly takeBack: TakeBack;
  /** What would be sent of the drawing; null on a blank sheet. */
  readonly ink: Ink | null;
  /** The network's guess for this ink; null until it has come. */
  readonly guess: number | null;
  /** Changes when another version is served or a training ends; undefined until it is known. */
  readonly news: string | undefined;
  readonly memory: {
    readonly state: OwnMemory;
    /** When the server last answered for it: it may have changed with each digit that was stored after that. */
    readonly answeredAt_ms: number;
  };
  readonly onSettled: (settled: Settled) => void;
  /** Called while the verified drawing still lies on the sheet. */
  readonly onVerified: () => void;
}

export interface Teaching {
  /** Thanks and what happens next; null once there is other news. */
  readonly thanks: string | null;
  /** The problem and what to do about it; it stays until it is closed. */
  readonly problem: string | null;
  readonly closeProblem: () => void;
  /** Lays the refused drawing on the sheet; null where it lies there already. */
  readonly layOut: (() => void) | null;
  /** Puts the drawing with this label into the outbox, and clears the sheet. */
  readonly teach: (label: number) => void;
  /** Teaches the guess. */
  readonly confirm: () => void;
}

interface Said {
  readonly thanks: string | Stored;
  /** What was known when it was said. */
  readonly news: string | undefined;
  readonly answeredAt_ms: number;
}

/** Confirm or correct the guess, and tell what became of each digit. */
export function useTeaching({
  outbox,
  drawing,
  takeBack,
  ink,
  guess,
  news,
  memory,
  onSettled,
  onVerified,
}: Parts): Teaching {
  const [said, setSaid] = useState<Said | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<Sheet | null>(null);
  const { answeredAt_ms } = memory;
  const setThanks = useCallback(
    (thanks: string | Stored) => {
      setSaid({ thanks, news, answeredAt_ms });
    },
    [news, answeredAt_ms],
  );

  const refuse = useCallback(
    (settled: Extract<Settled, { kind: "refused" }>) => {
      const { key, ink: sent } = settled.digit;
      const sheet = takeBack.sheetOf(key) ?? sheetOfInk(sent);
      const isFree = isBlank(drawing.get()) && drawing.get().active === null;
      if (isFree) drawing.dispatch({ type: "laid", sheet });
      setSaid(null);
      setRefused(isFree ? null : sheet);
      setProblem(refusedText(settled, isFree));
    },
    [drawing, takeBack],
  );

  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "stored") {
          setThanks(settled);
          takeBack.offer({ id: settled.added.id, label: settled.digit.label, key: settled.digit.key });
        } else refuse(settled);
        onSettled(settled);
      }),
    [outbox, takeBack, onSettled, setThanks, refuse],
  );

  const teach = useCallback(
    (label: number) => {
      if (ink === null) {
        setThanks(texts.teach.drawFirst);
        return;
      }
      const { key, isKept } = outbox.add({ label, ink });
      takeBack.remember(key, sheetOf(drawing.get()));
      setThanks(thanksText(label, isKept));
      setProblem(null);
      onVerified();
      drawing.dispatch({ type: "replaced", sheet: blankSheet });
    },
    [outbox, drawing, takeBack, ink, setThanks, onVerified],
  );

  const confirm = useCallback(() => {
    if (ink === null) setThanks(texts.teach.drawFirst);
    else if (guess === null) setProblem(texts.teach.noGuess);
    else teach(guess);
  }, [ink, guess, teach, setThanks]);

  const closeProblem = useCallback(() => {
    setProblem(null);
    setRefused(null);
  }, []);

  const layOutRefused = useCallback(() => {
    if (refused !== null) drawing.dispatch({ type: "laid", sheet: refused });
    setRefused(null);
  }, [drawing, refused]);

  const isOld = said?.news !== undefined && said.news !== news;
  const thanks = said === null || isOld ? null : thanksOf(said, memory);
  const layOut = refused === null ? null : layOutRefused;
  return { thanks, problem, closeProblem, layOut, teach, confirm };
}

function thanksOf({ thanks, answeredAt_ms }: Said, memory: Parts["memory"]): string {
  if (typeof thanks === "string") return thanks;
  return memory.answeredAt_ms === answeredAt_ms
    ? thanksText(thanks.digit.label, true)
    : storedText(thanks, memory.state);
}
