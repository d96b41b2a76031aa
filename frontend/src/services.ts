/** The parts of the page that outlive its components. */

import type { Activations, Api, Steps } from "./api/client";
import { browserClock, type Clock } from "./api/clock";
import { createLatest, type Latest } from "./api/latest";
import { createOutbox, type Outbox } from "./api/outbox/outbox";
import { createOutboxStorage } from "./api/outbox/outboxStorage";
import { createWithdrawals, type Withdrawals } from "./api/withdrawals";
import { createGhost, type Ghost } from "./pages/draw/ghost";
import { createNumbers, type Numbers } from "./pages/draw/number/numbers";
import { readLive } from "./prediction/liveReading";
import { createReader, type Reader } from "./prediction/reader";
import { createDrawingStore, type DrawingStore } from "./strokes/drawingStore";
import { keepSheet } from "./strokes/sheetStorage";
import { createTakeBack, type TakeBack } from "./teaching/takeBack";

export interface Services {
  readonly api: Api;
  readonly clock: Clock;
  readonly drawing: DrawingStore;
  readonly ghost: Ghost;
  readonly outbox: Outbox;
  readonly reader: Reader;
  readonly numbers: Numbers;
  readonly steps: Latest<Steps>;
  readonly activations: Latest<Activations>;
  readonly withdrawals: Withdrawals;
  readonly takeBack: TakeBack;
  /** Restores and reads the sheet, and sends the waiting digits; returns a function that ends all this. */
  readonly start: () => () => void;
}

export function createServices(api: Api, clock: Clock = browserClock): Services {
  const storage = createOutboxStorage(() => localStorage);
  const drawing = createDrawingStore();
  const outbox = createOutbox({
    storage,
    send: (drawing) =>
      drawing.number === undefined ? api.addDigit(drawing) : api.addNumber(drawing, drawing.number),
    clock,
  });
  const reader = createReader({ predict: api.predict, clock });
  const withdrawals = createWithdrawals(api.withdrawDigit);
  return {
    api,
    clock,
    drawing,
    ghost: createGhost({ predict: api.predict, clock }),
    outbox,
    reader,
    numbers: createNumbers(api.readNumber),
    steps: createLatest(api.steps),
    activations: createLatest(api.activations),
    withdrawals,
    takeBack: createTakeBack({ withdraw: withdrawals.withdraw, drawing, clock }),
    start: () => {
      const ends = [
        // First, so that a stroke is on its way to the network before it is stored.
        readLive({ drawing, read: reader.read, clock }),
        keepSheet(drawing, () => sessionStorage),
        outbox.start(),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
