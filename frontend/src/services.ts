/** The parts of the page that outlive its components, put together in one place. */

import type { Api } from "./api/client";
import { browserClock, type Clock } from "./api/clock";
import { createOutbox, type Outbox } from "./api/outbox/outbox";
import { createOutboxStorage } from "./api/outbox/outboxStorage";
import { createReader, type Reader } from "./prediction/reader";
import { createDrawingStore, type DrawingStore } from "./strokes/drawingStore";

export interface Services {
  readonly api: Api;
  readonly clock: Clock;
  readonly drawing: DrawingStore;
  readonly outbox: Outbox;
  readonly reader: Reader;
}

export function createServices(api: Api, clock: Clock = browserClock): Services {
  const storage = createOutboxStorage(() => localStorage);
  return {
    api,
    clock,
    drawing: createDrawingStore(),
    outbox: createOutbox({ storage, send: api.addDigit, clock }),
    reader: createReader({ predict: api.predict, clock }),
  };
}
