/** The one place that knows HTTP: typed calls from the OpenAPI document, answered as results, never thrown. */

import createClient from "openapi-fetch";
import { failureOf, type Result } from "./failure";
import type { components, paths } from "./schema";

export type Prediction = components["schemas"]["Prediction"];
export type AddedDigit = components["schemas"]["AddedDigit"];
export type ServedModel = components["schemas"]["ServedModel"];

export type Counts = components["schemas"]["Counts"];

export interface VerifiedDrawing {
  readonly key: string;
  readonly label: number;
  readonly image: string;
}

export interface Api {
  readonly predict: (image: string) => Promise<Result<Prediction>>;
  readonly addDigit: (digit: VerifiedDrawing) => Promise<Result<AddedDigit>>;
  readonly servedModel: () => Promise<Result<ServedModel>>;
}

/** A request without an answer for this long counts as lost. */
const patience_ms = 15_000;

/** `send` is the network's edge: the browser's fetch, or a test's stand-in. */
export function createApi(send: (request: Request) => Promise<Response>): Api {
  const client = createClient<paths>({ baseUrl: location.origin, fetch: send });
  const signal = () => AbortSignal.timeout(patience_ms);
  return {
    predict: (image) => resultOf(client.POST("/api/predictions", { body: { image }, signal: signal() })),
    addDigit: ({ key, label, image }) =>
      resultOf(
        client.POST("/api/digits", {
          params: { header: { "Idempotency-Key": key } },
          body: { image, label },
          signal: signal(),
        }),
      ),
    servedModel: () => resultOf(client.GET("/api/model", { signal: signal() })),
  };
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

async function resultOf<T>(call: Promise<Answer<T>>): Promise<Result<T>> {
  try {
    const { data, error, response } = await call;
    if (data !== undefined) return { ok: true, value: data };
    return { ok: false, failure: failureOf(response, error) };
  } catch {
    // fetch rejects when nothing answers, and the client when an answer is not JSON: not our server, then.
    return { ok: false, failure: { kind: "away" } };
  }
}
