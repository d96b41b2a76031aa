import { describe, expect, it } from "vitest";
import type { Result } from "../api/failure";
import type { Sheet } from "../strokes/drawing";
import { createDrawingStore } from "../strokes/drawingStore";
import { answered, away, failed } from "../testing/answers";
import { at } from "../testing/at";
import { createFakeClock } from "../testing/fakeClock";
import { createTakeBack } from "./takeBack";

const seven = { ids: [3], label: 7, key: "seven" };
const sheet: Sheet = {
  finished: [{ tool: "pen", samples: [at(0)] }],
  photo: null,
};

function setUp(answer: Result<null> = answered(null)) {
  const withdrawn: number[] = [];
  const drawing = createDrawingStore();
  const clock = createFakeClock();
  const withdraw = (id: number) => {
    withdrawn.push(id);
    return Promise.resolve(answer);
  };
  const takeBack = createTakeBack({ withdraw, drawing, clock });
  takeBack.remember("seven", sheet);
  takeBack.offer(seven);
  return { takeBack, withdrawn, drawing, clock };
}

describe("taking back", () => {
  it("withdraws the digit and lays it out again", async () => {
    const { takeBack, withdrawn, drawing } = setUp();
    await takeBack.take();
    expect(withdrawn).toEqual([3]);
    expect(takeBack.get()).toEqual({ state: "taken", label: 7, isOnSheet: true });
    expect(drawing.get()).toMatchObject({ finished: sheet.finished, past: [] });
  });

  it("withdraws every digit of a number, and says so only where all are withdrawn", async () => {
    const { takeBack, withdrawn } = setUp();
    takeBack.offer({ ids: [3, 4], label: "42", key: "seven" });
    await takeBack.take();
    expect(withdrawn).toEqual([3, 4]);
    expect(takeBack.get()).toEqual({ state: "taken", label: "42", isOnSheet: true });
  });

  it("leaves alone what is being drawn meanwhile", async () => {
    const { takeBack, drawing } = setUp();
    const photo = { image: "data:," };
    const taken = takeBack.take();
    drawing.dispatch({ type: "pasted", photo });
    await taken;
    expect(takeBack.get()).toMatchObject({ state: "taken", isOnSheet: false });
    expect(drawing.get().photo).toBe(photo);
  });

  it("is offered for some seconds only", async () => {
    const { takeBack, withdrawn, clock } = setUp();
    await clock.pass(11_999);
    expect(takeBack.get().state).toBe("offered");
    await clock.pass(1);
    await takeBack.take();
    expect(takeBack.get().state).toBe("none");
    expect(withdrawn).toEqual([]);
  });

  it("offers the newest digit, for as long", async () => {
    const { takeBack, clock } = setUp();
    await clock.pass(10_000);
    takeBack.offer({ ...seven, ids: [4] });
    await clock.pass(10_000);
    expect(takeBack.get()).toMatchObject({ state: "offered", ids: [4] });
  });

  it("is offered until the next digit is begun, but not taken away by one that was begun before", () => {
    const { takeBack, drawing } = setUp();
    drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0) });
    expect(takeBack.get().state).toBe("none");
    takeBack.offer(seven);
    drawing.dispatch({ type: "ended", pointer: 1 });
    drawing.dispatch({ type: "began", pointer: 1, tool: "pen", sample: at(0.5) });
    expect(takeBack.get().state).toBe("offered");
  });

  it("is offered no more once it has ended", async () => {
    const { takeBack, withdrawn } = setUp();
    takeBack.end();
    expect(takeBack.get().state).toBe("none");
    await takeBack.take();
    expect(withdrawn).toEqual([]);
  });

  it("says that it failed where the server does not answer", async () => {
    const { takeBack, drawing } = setUp(failed(away));
    await takeBack.take();
    expect(takeBack.get()).toEqual({ state: "failed", label: 7 });
    expect(drawing.get().finished).toEqual([]);
  });
});
