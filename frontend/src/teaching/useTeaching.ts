import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { VerifiedNumber } from "../api/client";
import type { Refusal } from "../api/failure";
import type { Outbox, Refused, Settled } from "../api/outbox/outbox";
import type { NotWithdrawn } from "../api/useNotWithdrawn";
import type { Ink } from "../ink";
import { blankSheet, isBlank, sheetOf, type Sheet } from "../strokes/drawing";
import { endStroke, type DrawingStore } from "../strokes/drawingStore";
import { inkOf, sheetOfInk } from "../strokes/ink";
import { refusalText } from "../refusalText";
import { texts } from "../texts";
import { refusedText, storedText, thanksText, whatItIs, type OwnMemory, type Stored } from "./notice";
import type { TakeBack } from "./takeBack";

/** What the newest answer to the very drawing on the sheet is of; "nothing" until one has come. */
export type ReadAs = "nothing" | "digit" | "number";

interface Parts {
  readonly outbox: Outbox;
  readonly drawing: DrawingStore;
  readonly takeBack: TakeBack;
  /** The network's guess for the finished strokes; null until it has come. */
  readonly guess: number | null;
  readonly readAs: ReadAs;
  /** Why the server refuses this very drawing, and would refuse each answer to it; null where it does not. */
  readonly refusal: Refusal | null;
  /** Changes when another version is served or a training ends; undefined until it is known. */
  readonly news: string | undefined;
  readonly memory: {
    readonly state: OwnMemory;
    /** When the server last answered for it: it may have changed with each digit that was stored after that. */
    readonly answeredAt_ms: number;
  };
  readonly notWithdrawn: NotWithdrawn;
  /** The administrator has paused the learning of everybody's network. */
  readonly isPaused: boolean;
  readonly onSettled: (settled: Settled) => void;
  /** Called with the digit or the number while the verified drawing still lies on the sheet. */
  readonly onVerified: (digits: number | string, key: string) => void;
}

export interface Teaching {
  /** Thanks and what happens next, until there is other news; or that there is nothing to teach, until there is. */
  readonly thanks: string | null;
  /** The problem and what to do about it; it stays until it is closed, or its drawing goes from the sheet. */
  readonly problem: string | null;
  readonly closeProblem: () => void;
  /** Lays the refused drawing on the sheet; null where it lies there already. */
  readonly layOut: (() => void) | null;
  /** Puts the drawing with this label into the outbox, and clears the sheet. */
  readonly teach: (label: number) => void;
  /** Puts every digit of a number into the outbox, and clears the sheet; null stands for one not read yet. */
  readonly teachNumber: (number: VerifiedNumber | null) => void;
  /** Teaches the guess. */
  readonly confirm: () => void;
}

/** What is said of a refused drawing that lies on the sheet, and that sheet. */
interface ProblemOfSheet {
  readonly words: string;
  readonly sheet: Sheet;
}

/** A yes where there was no guess: what lay on the sheet, and what it had been read as. */
interface YesWithoutGuess {
  readonly ink: Ink | null;
  readonly readAs: ReadAs;
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
  guess,
  readAs,
  refusal,
  news,
  memory,
  notWithdrawn,
  isPaused,
  onSettled,
  onVerified,
}: Parts): Teaching {
  const [said, setSaid] = useState<Said | null>(null);
  const [asksToDraw, setAsksToDraw] = useState(false);
  const [problemOfSheet, setProblemOfSheet] = useState<ProblemOfSheet | null>(null);
  const [yesWithoutGuess, setYesWithoutGuess] = useState<YesWithoutGuess | null>(null);
  const ink = useSyncExternalStore(drawing.subscribe, () => inkOf(drawing.get()));
  // What to do is said until it is done: no version that others have taught takes it away.
  if (asksToDraw && ink !== null) setAsksToDraw(false);
  // That there is no guess is said until this drawing has been read, or there is another.
  if (yesWithoutGuess !== null && (yesWithoutGuess.ink !== ink || yesWithoutGuess.readAs !== readAs))
    setYesWithoutGuess(null);
  // What is said of a drawing that was laid out goes with it.
  const isGone = useSyncExternalStore(
    drawing.subscribe,
    () => problemOfSheet !== null && !isStillOn(problemOfSheet.sheet, drawing.get()),
  );
  if (isGone) setProblemOfSheet(null);
  const problem = problemOfSheet?.words ?? null;
  const refused = useSyncExternalStore(outbox.subscribe, () => outbox.get().refused[0] ?? null);
  const { answeredAt_ms } = memory;
  const setThanks = useCallback(
    (thanks: string | Stored) => {
      setAsksToDraw(false);
      setSaid({ thanks, news, answeredAt_ms });
    },
    [news, answeredAt_ms],
  );

  /** Lay a refused drawing on the sheet. From then on it is its person's again, and the outbox forgets it. */
  const layOutRefused = useCallback(
    (refusal: Refused) => {
      const { key, ink } = refusal.digit;
      const sheet = takeBack.sheetOf(key) ?? sheetOfInk(ink);
      drawing.dispatch({ type: "laid", sheet });
      setProblemOfSheet({ words: refusedText(refusal, true), sheet });
      outbox.forgetRefused(key);
    },
    [outbox, drawing, takeBack],
  );

  useEffect(
    () =>
      outbox.onSettled((settled) => {
        if (settled.kind === "refused") {
          setSaid(null);
          if (isBlank(drawing.get()) && drawing.get().active === null) layOutRefused(settled);
        } else if (settled.added === settled.together.at(-1)) {
          const { digit, together } = settled;
          setThanks(settled);
          takeBack.offer({ ids: together.map(({ id }) => id), label: whatItIs(digit), key: digit.key });
        }
        onSettled(settled);
      }),
    [outbox, takeBack, drawing, onSettled, setThanks, layOutRefused],
  );

  const verify = useCallback(
    (label: number, number?: VerifiedNumber) => {
      const ink = inkOf(drawing.get());
      if (ink === null) {
        setAsksToDraw(true);
        return;
      }
      const digit = number === undefined ? { label, ink } : { label, ink, number };
      const { key, isKept } = outbox.add(digit);
      takeBack.remember(key, sheetOf(drawing.get()));
      setThanks(thanksText(whatItIs(digit), isKept));
      setProblemOfSheet(null);
      setYesWithoutGuess(null);
      onVerified(whatItIs(digit), key);
      drawing.dispatch({ type: "replaced", sheet: blankSheet });
    },
    [outbox, drawing, takeBack, setThanks, onVerified],
  );

  const teach = useCallback(
    (label: number) => {
      const ink = inkOf(drawing.get());
      if (refusal !== null && ink !== null && drawing.get().active === null) {
        const words = texts.teach.notTaken(label, refusalText(refusal, ink));
        setProblemOfSheet({ words, sheet: sheetOf(drawing.get()) });
        return;
      }
      endStroke(drawing); // it belongs to the drawing: the digit is said of all that is seen
      verify(label);
    },
    [drawing, refusal, verify],
  );
  const sayNoGuess = useCallback(() => {
    setYesWithoutGuess({ ink: inkOf(drawing.get()), readAs });
  }, [drawing, readAs]);
  const teachNumber = useCallback(
    (number: VerifiedNumber | null) => {
      // It was read without the stroke under way, as the guess was.
      if (number === null || drawing.get().active !== null) sayNoGuess();
      else verify(Number(number.digits.at(-1)), number);
    },
    [drawing, sayNoGuess, verify],
  );

  const confirm = useCallback(() => {
    const { active } = drawing.get();
    // The guess is of the drawing without the stroke under way.
    if (active === null && inkOf(drawing.get()) === null) setAsksToDraw(true);
    else if (active !== null || guess === null) sayNoGuess();
    else teach(guess);
  }, [drawing, guess, sayNoGuess, teach]);

  // A problem of the drawing on the sheet comes before those that wait for their turn.
  const offered = problem === null && yesWithoutGuess === null ? refused : null;
  const ofDigit = offered === null ? problem : refusedText(offered, false);
  const closeProblem = useCallback(() => {
    setYesWithoutGuess(null);
    setProblemOfSheet(null);
    if (offered !== null) outbox.forgetRefused(offered.digit.key);
  }, [outbox, offered]);

  const isOld = said?.news !== undefined && said.news !== news;
  const thanks =
    said === null || isOld || isTakenBack(said, notWithdrawn) ? null : thanksOf(said, memory, isPaused);
  return {
    thanks: asksToDraw ? texts.teach.drawFirst : thanks,
    problem: yesWithoutGuess === null ? ofDigit : texts.teach.noGuess,
    closeProblem,
    layOut:
      offered === null
        ? null
        : () => {
            layOutRefused(offered);
          },
    teach,
    teachNumber,
    confirm,
  };
}

/** Return whether a drawing that was laid out is still there, perhaps with more strokes. */
function isStillOn({ finished: [first], photo }: Sheet, now: Sheet): boolean {
  if (first === undefined) return now.photo === photo;
  return now.finished.includes(first);
}

/** Return whether some of what was thanked for was taken back: nothing is learned from that any more. */
function isTakenBack({ thanks }: Said, notWithdrawn: NotWithdrawn): boolean {
  return typeof thanks !== "string" && notWithdrawn(thanks.together).length < thanks.together.length;
}

function thanksOf({ thanks, answeredAt_ms }: Said, memory: Parts["memory"], isPaused: boolean): string {
  if (typeof thanks === "string") return thanks;
  return memory.answeredAt_ms === answeredAt_ms
    ? thanksText(whatItIs(thanks.digit), true)
    : storedText(thanks, memory.state, isPaused);
}
