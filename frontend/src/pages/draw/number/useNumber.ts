import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { DigitOfNumber, Prediction, VerifiedNumber } from "../../../api/client";
import type { Ink } from "../../../ink";
import type { DrawingStore } from "../../../strokes/drawingStore";
import { boxOnSheet, tappedBox, type Box } from "./boxes";
import { labelsOf, mayBeNumber, nameOf, splitOf, type Corrections, type Numbers } from "./numbers";

interface Parts {
  readonly numbers: Numbers;
  readonly drawing: DrawingStore;
  readonly ink: Ink | null;
  /** The newest answer that reads the drawing as one digit; null where none is known. */
  readonly answer: Prediction | null;
  /** It is of this very drawing, not of one with fewer strokes. */
  readonly isRead: boolean;
  /** Puts a number into the outbox; null stands for one that has not been read yet. */
  readonly teach: (number: VerifiedNumber | null) => void;
}

export interface ShownNumber {
  readonly digits: readonly DigitOfNumber[];
  readonly boxes: readonly Box[];
  /** What each digit is: as the person said, or else as it is read. */
  readonly labels: readonly number[];
  /** The place of the digit that is being corrected, from 0. */
  readonly selected: number | null;
  /** False while a drawing that has changed is read anew. */
  readonly isOfInk: boolean;
  readonly select: (place: number | null) => void;
  /** Says what the selected digit is. */
  readonly choose: (label: number) => void;
  /** Says what the selected digit is, or the first one where none is selected, and selects the next. */
  readonly type: (label: number) => void;
  readonly confirm: () => void;
}

const noCorrections: Corrections = new Map();

/** Return the number on the sheet, which a person corrects and confirms; null unless several have been read. */
export function useNumber({ numbers, drawing, ink, answer, isRead, teach }: Parts): ShownNumber | null {
  const [corrections, setCorrections] = useState(noCorrections);
  const [selected, setSelected] = useState<number | null>(null);
  // A blank sheet has no number. State that depends on a property is reset during rendering, as React recommends.
  if (ink === null && (corrections.size > 0 || selected !== null)) {
    setCorrections(noCorrections);
    setSelected(null);
  }

  const isAsked = isRead && ink !== null && answer !== null && mayBeNumber(answer, ink);
  useEffect(() => {
    if (ink === null || (isRead && !isAsked)) numbers.ask(null);
    else if (isAsked) numbers.ask(ink);
  }, [numbers, ink, isRead, isAsked]);
  const read = useSyncExternalStore(numbers.subscribe, numbers.get);
  // Where no answer is known, as while the server is away, the number is that of an older drawing.
  const isKnown = ink !== null && answer !== null;
  const number = !isKnown || read === null || read.reading.digits.length < 2 ? null : read;
  useTapOnBox(drawing, number, setSelected);

  const say = useCallback(
    (place: number, label: number) => {
      const digit = number?.reading.digits[place];
      if (number === null || digit === undefined) return;
      setCorrections((before) => new Map([...before, [nameOf(digit, number.ink), label]]));
    },
    [number],
  );
  const n = number?.reading.digits.length ?? 0;
  const choose = useCallback(
    (label: number) => {
      if (selected !== null) say(selected, label);
      setSelected(null);
    },
    [say, selected],
  );
  const type = useCallback(
    (label: number) => {
      const place = selected ?? 0;
      say(place, label);
      setSelected(place + 1 < n ? place + 1 : null);
    },
    [say, selected, n],
  );
  const ofInk = number?.ink === ink ? number : null;
  const confirm = useCallback(() => {
    if (ofInk === null) teach(null);
    else teach({ digits: labelsOf(ofInk, corrections).join(""), split: splitOf(ofInk.reading) });
  }, [ofInk, corrections, teach]);

  if (number === null) return null;
  const { digits } = number.reading;
  return {
    digits,
    boxes: boxesOf(number),
    labels: labelsOf(number, corrections),
    selected: selected !== null && selected < n ? selected : null,
    isOfInk: ofInk !== null,
    select: setSelected,
    choose,
    type,
    confirm,
  };
}

function boxesOf({ ink, reading }: NonNullable<ReturnType<Numbers["get"]>>): readonly Box[] {
  return reading.digits.map(({ box }) => boxOnSheet(box, ink));
}

/** A tap inside a box selects its digit; the dot that it left on the sheet is undone. */
function useTapOnBox(
  drawing: DrawingStore,
  number: ReturnType<Numbers["get"]>,
  select: (place: number) => void,
): void {
  useEffect(() => {
    if (number === null) return undefined;
    let before = drawing.get().finished;
    const boxes = boxesOf(number);
    return drawing.subscribe(() => {
      const { finished } = drawing.get();
      const newest = finished.length === before.length + 1 ? finished.at(-1) : undefined;
      before = finished;
      const place = newest === undefined ? null : tappedBox(newest, boxes);
      if (place === null) return;
      drawing.dispatch({ type: "undone" });
      select(place);
    });
  }, [drawing, number, select]);
}
