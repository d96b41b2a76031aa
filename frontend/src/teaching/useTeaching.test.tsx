import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useCallback, useEffect, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { AddedDigit } from "../api/client";
import { useNotWithdrawn } from "../api/useNotWithdrawn";
import { createWithdrawals } from "../api/withdrawals";
import type { Failure, Refusal, Result } from "../api/failure";
import { createOutbox } from "../api/outbox/outbox";
import { createOutboxStorage } from "../api/outbox/outboxStorage";
import type { Ink } from "../ink";
import type { DrawingAction } from "../strokes/drawing";
import { createDrawingStore } from "../strokes/drawingStore";
import { useInk } from "../strokes/useStrokes";
import { addedDigit, answered, away, failed } from "../testing/answers";
import { at } from "../testing/at";
import { deferred } from "../testing/deferred";
import { createFakeClock, settled } from "../testing/fakeClock";
import { Problem } from "./Problem";
import { createTakeBack } from "./takeBack";
import { TakeBackOffer } from "./TakeBackOffer";
import { Teach } from "./Teach";
import { useTeaching, type ReadAs } from "./useTeaching";
import { Waiting } from "./Waiting";

interface Given {
  readonly failure?: Failure;
  /** Comes in place of an answer at once. */
  readonly answer?: Promise<Result<AddedDigit>>;
  readonly guess?: number | null;
  /** The drawing has been read, as it has when there is a guess. */
  readonly isRead?: boolean;
  readonly refusal?: Refusal;
  readonly second?: number | null;
  readonly firstNews?: string | undefined;
  /** What the network read, and the page showed. */
  readonly predicted?: number;
  /** The server tells of the hand anew when a digit was stored. */
  readonly tellsOfHand?: boolean;
}

function setUp(given: Given = {}) {
  const { failure, guess = 7, second = null, firstNews, predicted = 7, tellsOfHand = true } = given;
  let reading = { guess, isRead: given.isRead ?? guess !== null, isNumber: false };
  const labels: number[] = [];
  const inks: Ink[] = [];
  const send = ({ label, ink }: { label: number; ink: Ink }): Promise<Result<AddedDigit>> => {
    labels.push(label);
    inks.push(ink);
    if (given.answer !== undefined) return given.answer;
    return Promise.resolve(
      failure === undefined ? answered({ ...addedDigit, label, predicted }) : failed(failure),
    );
  };
  const storage = createOutboxStorage(() => localStorage);
  const outbox = createOutbox({ storage, send, clock: createFakeClock() });
  const drawing = createDrawingStore();
  drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
  drawing.dispatch({ type: "ended", pointer: 1 });

  const withdrawn: number[] = [];
  const withdraw = (id: number) => {
    withdrawn.push(id);
    return Promise.resolve(answered(null));
  };
  const withdrawals = createWithdrawals(withdraw);
  const takeBack = createTakeBack({ withdraw: withdrawals.withdraw, drawing, clock: createFakeClock() });

  /** What the key Enter does where a digit is on the sheet, and where a number is. */
  const enter = {
    ofDigit: (): void => undefined,
    ofNumber: (): void => undefined,
    ofKey: (digit: number): number => digit,
  };
  function Page({ news }: { news: string | undefined }) {
    const { guess, isRead, isNumber } = reading;
    const readAs: ReadAs = !isRead ? "nothing" : isNumber ? "number" : "digit";
    const refusal = given.refusal ?? null;
    const ink = useInk(drawing);
    const notWithdrawn = useNotWithdrawn(withdrawals);
    const [answeredAt_ms, setAnsweredAt_ms] = useState(0);
    const onSettled = useCallback(() => {
      if (tellsOfHand) setAnsweredAt_ms(1);
    }, []);
    const memory = { state: "speaks", answeredAt_ms } as const;
    const parts = {
      outbox,
      drawing,
      takeBack,
      guess,
      readAs,
      refusal,
      news,
      memory,
      notWithdrawn,
      isPaused: false,
      onSettled,
      onVerified: () => undefined,
    };
    const { thanks, problem, closeProblem, layOut, teach, teachNumber, confirm } = useTeaching(parts);
    useEffect(() => {
      enter.ofDigit = confirm;
      enter.ofKey = (digit) => {
        teach(digit);
        return digit;
      };
      enter.ofNumber = () => {
        teachNumber(isRead ? { digits: "42", split: null } : null);
      };
    }, [confirm, teach, teachNumber, isRead]);
    return (
      <>
        <output>{thanks}</output>
        <Teach
          guess={ink === null ? null : guess}
          second={second}
          isUnderWay={!isRead}
          isRefused={refusal !== null}
          onConfirm={confirm}
          onTeach={teach}
        />
        <Problem problem={problem} onClose={closeProblem} onLayOut={layOut} />
        <TakeBackOffer takeBack={takeBack} />
        <Waiting outbox={outbox} />
      </>
    );
  }
  let page = render(<Page news={firstNews} />);
  const tell = (news: string) => {
    page.rerender(<Page news={news} />);
  };
  const read = (guess: number | null, isRead: boolean, isNumber = false) => {
    reading = { guess, isRead, isNumber };
    page.rerender(<Page news={firstNews} />);
  };
  const open = () => {
    page = render(<Page news={firstNews} />);
  };
  const close = () => {
    page.unmount();
  };
  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
  const key = (digit: number) => {
    act(() => {
      enter.ofKey(digit);
    });
  };
  const confirm = (what: "ofDigit" | "ofNumber") => {
    act(() => {
      enter[what]();
    });
  };
  return { labels, inks, withdrawn, drawing, press, confirm, key, tell, read, open, close, outbox };
}

describe("teaching", () => {
  it("takes a yes for the guess, thanks, and clears the sheet", async () => {
    const { labels, drawing, press } = setUp();
    await press("Yes, it is a 7");
    expect(labels).toEqual([7]);
    expect(drawing.get().finished).toEqual([]);
    expect(
      screen.getByText(/Thank you for the 7. Everybody’s network learns again after 7 more./),
    ).toBeInTheDocument();
  });

  it("says of a correction that it is known only once the server has told of the memory with it", async () => {
    const { press } = setUp({ tellsOfHand: false });
    await press("It is a 1");
    expect(screen.getByText("Thank you for the 1.")).toBeInTheDocument();
  });

  it("says of a correction that it is known now, and to everybody later", async () => {
    const { press } = setUp();
    await press("It is a 1");
    expect(
      screen.getByText(
        "Thank you for the 1. Your own memory has it now. Everybody’s network learns it after 7 more.",
      ),
    ).toBeInTheDocument();
  });

  it("takes a correction", async () => {
    const { labels, press } = setUp();
    await press("It is an 8");
    expect(labels).toEqual([8]);
  });

  it("offers its two best where it is not sure, each with one tap", async () => {
    const { labels, press } = setUp({ second: 1 });
    expect(screen.queryByRole("button", { name: /^Yes/ })).not.toBeInTheDocument();
    await press("It’s a 1");
    expect(labels).toEqual([1]);
  });

  it("takes a digit back, and lays it on the sheet again", async () => {
    const { withdrawn, drawing, press } = setUp();
    await press("It is a 1");
    expect(drawing.get().finished).toEqual([]);
    await press("Take the 1 back");
    expect(withdrawn).toEqual([addedDigit.id]);
    expect(drawing.get().finished).toHaveLength(1);
    expect(await screen.findByText(/The 1 is taken back/)).toBeInTheDocument();
    expect(screen.queryByText(/Thank you|Your own memory has it/)).not.toBeInTheDocument();
  });

  it("stores all that is seen where a stroke is still under way, and takes no yes for less", async () => {
    const { inks, drawing, confirm, press } = setUp();
    drawing.dispatch({ type: "began", pointer: 2, tool: "pen", sample: at(0.5) });
    confirm("ofDigit");
    confirm("ofNumber");
    expect(inks).toEqual([]);
    await press("It is a 1");
    expect(inks).toEqual([{ strokes: [[[0, 0, 0]], [[0.5, 0, 0]]] }]);
    expect(drawing.get()).toMatchObject({ finished: [], active: null });
    drawing.dispatch({ type: "moved", pointer: 2, samples: [at(0.6)] });
    expect(drawing.get()).toMatchObject({ finished: [], active: null });
  });

  it("takes a digit without a guess, but no yes", async () => {
    const { labels, press } = setUp({ guess: null });
    expect(screen.getByRole("button", { name: "Yes, it is right" })).toBeDisabled();
    await press("It is a 1");
    expect(labels).toEqual([1]);
  });

  it.each(["ofDigit", "ofNumber"] as const)(
    "says that there is no guess of what lies on the sheet, until there is one or the sheet changes: %s",
    (what) => {
      const { labels, drawing, confirm, read } = setUp({ guess: null, isRead: false });
      const problem = screen.getByRole("alert");
      confirm(what);
      expect(problem).toHaveTextContent("There is no guess to confirm yet. Choose the digit yourself.");
      read(null, true); // of a number, or of a scribble
      expect(problem).toBeEmptyDOMElement();
      read(null, false);
      confirm(what);
      read(7, true);
      expect(problem).toBeEmptyDOMElement();
      read(null, false);
      confirm(what);
      expect(problem).not.toBeEmptyDOMElement();
      act(() => {
        drawing.dispatch({ type: "cleared" });
      });
      expect(problem).toBeEmptyDOMElement();
      expect(labels).toEqual([]);
    },
  );

  it("says no more that there is no guess once the drawing has been read as a number", () => {
    const { confirm, read } = setUp({ guess: null, isRead: true });
    const problem = screen.getByRole("alert");
    confirm("ofDigit");
    expect(problem).toHaveTextContent("There is no guess to confirm yet.");
    read(null, true, true);
    expect(problem).toBeEmptyDOMElement();
  });

  it("takes no yes for a drawing with fewer strokes", () => {
    const { read } = setUp({ second: 1 });
    expect(screen.getByRole("button", { name: "It’s a 7" })).toBeEnabled();
    read(7, false);
    expect(screen.getByRole("button", { name: "Yes, it is a 7" })).toBeDisabled();
  });

  it("invites no answer to a photograph that the server refuses, and takes none by a key", () => {
    const refusal = { code: "blank_drawing", detail: "" };
    const { labels, drawing, key } = setUp({ guess: null, refusal });
    expect(
      screen.getByText("No answer can be taken for this one: draw another, or take another picture."),
    ).toBeVisible();
    for (const button of screen.getAllByRole("button")) expect(button).toBeDisabled();
    act(() => {
      drawing.dispatch({ type: "pasted", photo: { image: "" } });
    });
    key(5);
    expect(screen.getByRole("alert")).toHaveTextContent(
      /^The 5 could not be taken. There is no ink in the photo/,
    );
    expect(labels).toEqual([]);
  });

  it("asks for a drawing where there is none", async () => {
    const { labels, press } = setUp();
    await press("It is a 1");
    await press("It is a 2");
    expect(labels).toEqual([1]);
    expect(screen.getByText(/Draw a digit first/)).toBeInTheDocument();
  });

  it("asks for a drawing until there is one, also where another version is served meanwhile", async () => {
    const { press, tell, drawing } = setUp({ firstNews: "1" });
    await press("It is a 1");
    await press("It is a 2");
    tell("2");
    expect(screen.getByText(/Draw a digit first/)).toBeInTheDocument();
    act(() => {
      drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
    });
    expect(screen.getByText(/Draw a digit first/)).toBeInTheDocument();
    act(() => {
      drawing.dispatch({ type: "ended", pointer: 1 });
    });
    expect(screen.queryByText(/Draw a digit first/)).not.toBeInTheDocument();
    act(() => {
      drawing.dispatch({ type: "cleared" });
    });
    expect(screen.queryByText(/Draw a digit first/)).not.toBeInTheDocument();
  });

  it("goes on thanking when the page learns only now which version reads", async () => {
    const { press, tell } = setUp({ firstNews: undefined });
    await press("It is a 1");
    tell("1");
    expect(screen.getByText(/Thank you for the 1/)).toBeInTheDocument();
  });

  it("gives way to other news", async () => {
    const { press, tell } = setUp({ firstNews: "1" });
    await press("It is a 1");
    tell("2");
    expect(screen.queryByText(/Thank you for the 1/)).not.toBeInTheDocument();
  });

  it("says that a digit waits while the server is away, and sends it when asked", async () => {
    const { labels, press } = setUp({ failure: away });
    await press("It is a 1");
    expect(screen.getByText("1 digit waits to be sent.")).toBeInTheDocument();
    await press("Send now");
    expect(labels).toEqual([1, 1]);
  });

  it("does not say that a digit is kept where the browser keeps nothing", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const { press } = setUp({ failure: away });
    await press("It is a 1");
    const waiting = screen.getByText(/^1 digit waits to be sent\./).closest("p");
    expect(waiting).toHaveTextContent(/leave the page open until it is sent\.$/);
    expect(waiting).not.toHaveTextContent("Kept in this browser");
  });

  it("says why a digit was refused, until that is closed", async () => {
    const { press } = setUp({ failure: { kind: "refused", code: "too_large", detail: "" } });
    await press("It is a 1");
    expect(screen.getByRole("alert")).toHaveTextContent("The 1 could not be taken. The drawing is larger");
    expect(screen.queryByText(/Thank you/)).not.toBeInTheDocument();
    await press("Close");
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
  });

  it("lays a refused drawing on the sheet again", async () => {
    const { drawing, press } = setUp({ failure: { kind: "refused", code: "too_large", detail: "" } });
    const { finished } = drawing.get();
    await press("It is a 1");
    expect(drawing.get().finished).toEqual(finished);
    expect(screen.getByRole("alert")).toHaveTextContent("It lies on your sheet again.");
  });

  it("says of a refused drawing that it lies on the sheet while it does, also with more strokes", async () => {
    const { drawing, press } = setUp({ failure: { kind: "refused", code: "too_large", detail: "" } });
    const change = (...actions: readonly DrawingAction[]) => {
      act(() => {
        actions.forEach(drawing.dispatch);
      });
    };
    const problem = screen.getByRole("alert");
    const stroke = [
      { type: "began", pointer: 3, tool: "pen", sample: at(1) },
      { type: "ended", pointer: 3 },
    ] as const;
    await press("It is a 1");
    change(...stroke);
    expect(problem).toHaveTextContent("It lies on your sheet again.");
    change({ type: "cleared" }, ...stroke);
    expect(problem).toBeEmptyDOMElement();
  });

  it("says of a refused photograph that it lies on the sheet while it does, and still offers the others", async () => {
    const refused = failed({ kind: "refused", code: "blank_drawing", detail: "" });
    const { outbox, drawing } = setUp({ answer: Promise.resolve(refused) });
    act(() => {
      drawing.dispatch({ type: "cleared" });
    });
    outbox.add({ label: 2, ink: { image: "a" } });
    outbox.add({ label: 3, ink: { image: "b" } });
    await act(settled);
    const problem = screen.getByRole("alert");
    expect(problem).toHaveTextContent(/The 2 could not be taken.*It lies on your sheet again/);
    act(() => {
      drawing.dispatch({ type: "pasted", photo: { image: "c" } });
    });
    expect(problem).toHaveTextContent("The 3 could not be taken.");
    expect(screen.getByRole("button", { name: "Lay it on the sheet" })).toBeInTheDocument();
  });

  it("offers a refused drawing where another has been begun, and undo leads back to that", async () => {
    const refusal = deferred<Result<AddedDigit>>();
    const { drawing, press } = setUp({ answer: refusal.promise });
    const { finished } = drawing.get();
    await press("It is a 1");
    drawing.dispatch({ type: "began", pointer: 2, tool: "pen", sample: at(5) });
    drawing.dispatch({ type: "ended", pointer: 2 });
    const other = drawing.get().finished;
    await act(async () => {
      refusal.resolve(failed({ kind: "refused", code: "too_large", detail: "" }));
      await refusal.promise;
    });
    expect(drawing.get().finished).toEqual(other);
    await press("Lay it on the sheet");
    expect(drawing.get().finished).toEqual(finished);
    expect(screen.queryByRole("button", { name: "Lay it on the sheet" })).not.toBeInTheDocument();
    drawing.dispatch({ type: "undone" });
    expect(drawing.get().finished).toEqual(other);
  });

  it("tells of a refusal that came while another page was open, and offers each of several drawings", async () => {
    const refused = failed({ kind: "refused", code: "too_large", detail: "" });
    const { outbox, drawing, press, open, close } = setUp({ answer: Promise.resolve(refused) });
    close();
    const ink = (x: number): Ink => ({ strokes: [[[x, 0, 0]]] });
    outbox.add({ label: 2, ink: ink(0.2) });
    outbox.add({ label: 3, ink: ink(0.3) });
    outbox.add({ label: 4, ink: ink(0.4) });
    await act(settled);
    open();
    for (const [label, x] of [
      [2, 0.2],
      [3, 0.3],
    ]) {
      expect(screen.getByRole("alert")).toHaveTextContent(`The ${String(label)} could not be taken.`);
      await press("Lay it on the sheet");
      expect(screen.getByRole("alert")).toHaveTextContent("It lies on your sheet again.");
      expect(drawing.get().finished[0]?.samples[0]?.x).toBe(x);
      await press("Close");
    }
    expect(screen.getByRole("alert")).toHaveTextContent("The 4 could not be taken.");
    await press("Close");
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
  });
});
