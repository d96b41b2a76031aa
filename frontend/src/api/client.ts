/** The HTTP API as typed calls, from the OpenAPI document. They return results and never throw. */

import createClient from "openapi-fetch";
import type { Ink } from "../ink";
import { failureOf, type Result } from "./failure";
import type { components, paths } from "./schema";

export type Prediction = components["schemas"]["Prediction"];
export type AddedDigit = components["schemas"]["AddedDigit"];
/** Ten digits that are learned together, those of them that this visitor may see. */
export type Ten = components["schemas"]["Ten"];
export type AddedNumber = components["schemas"]["AddedNumber"];
/** A drawing of several digits, read as a number. */
export type Reading = components["schemas"]["Reading"];
export type DigitOfNumber = components["schemas"]["DigitOfNumber"];
export type ServedModel = components["schemas"]["ServedModel"];

export type Counts = components["schemas"]["Counts"];
export type Digit = components["schemas"]["Digit"];
export type Version = components["schemas"]["Version"];
export type WhyCode = NonNullable<Version["why"]>["code"];
/** The codes of refusals. */
export type RefusalCode = components["schemas"]["Error"]["code"];
export type Steps = components["schemas"]["Steps"];
export type Activations = components["schemas"]["Activations"];
export type Weights = components["schemas"]["Weights"];
export type Units = components["schemas"]["Units"];
export type KnownDigits = components["schemas"]["KnownDigits"];
/** What a pen did: points with x and y in 0–1000, and milliseconds since the first point. */
export type PenStrokes = components["schemas"]["Strokes"]["strokes"];
export type Training = components["schemas"]["Training"];
export type Changes = components["schemas"]["Changes"];
export type Confusion = components["schemas"]["Confusion"];
export type Hand = components["schemas"]["Hand"];
export type HeldDigit = components["schemas"]["Held"];
export type OfDigit = components["schemas"]["OfDigit"];
export type Span = components["schemas"]["Span"];
export type Measured = components["schemas"]["Measured"];
export type OwnDigit = components["schemas"]["OwnDigit"];
export type Wall = components["schemas"]["Wall"];
export type HandKey = components["schemas"]["Key"];
/** Whose drawings a visitor is shown. */
export type GalleryOf = ServedModel["gallery"];
export type SandboxResult = components["schemas"]["Sandbox"];

/** A choice of digits: those of a label, this person's, those misread on arrival. */
export interface DigitFilter {
  readonly label: number | null;
  readonly mine: boolean;
  readonly misread: boolean;
}

export interface Experiment {
  readonly ink: Ink;
  readonly label: number;
  readonly steps: number;
  readonly learning_rate: number;
  readonly rehearse: boolean;
}

export interface VerifiedDrawing {
  readonly key: string;
  /** The digit that was drawn; for a number, its last digit. */
  readonly label: number;
  readonly ink: Ink;
  /** Where the drawing is a number. */
  readonly number?: VerifiedNumber | undefined;
}

/** A number of several digits on one drawing. */
export interface VerifiedNumber {
  /** The digits from left to right. */
  readonly digits: string;
  /** The strokes of each digit, by their indices; null for a photograph. */
  readonly split: readonly (readonly number[])[] | null;
}

export interface Api {
  readonly predict: (ink: Ink) => Promise<Result<Prediction>>;
  readonly addDigit: (digit: VerifiedDrawing) => Promise<Result<AddedDigit>>;
  /** Reads several digits on one drawing. */
  readonly readNumber: (ink: Ink) => Promise<Result<Reading>>;
  /** Adds every digit of a number by one request: all of them are stored, or none. */
  readonly addNumber: (drawing: VerifiedDrawing, number: VerifiedNumber) => Promise<Result<AddedNumber>>;
  readonly servedModel: () => Promise<Result<ServedModel>>;
  /** Takes back a digit that this person sent. */
  readonly withdrawDigit: (id: number) => Promise<Result<null>>;
  readonly digits: (
    filter: DigitFilter,
    limit: number,
    cursor: number | null,
  ) => Promise<Result<components["schemas"]["DigitPage"]>>;
  readonly versions: (
    limit: number,
    cursor: number | null,
  ) => Promise<Result<components["schemas"]["VersionPage"]>>;
  readonly version: (version: number) => Promise<Result<Version>>;
  readonly steps: (ink: Ink) => Promise<Result<Steps>>;
  readonly activations: (ink: Ink) => Promise<Result<Activations>>;
  /** How the cost of a version falls, also while it is trained. */
  readonly training: (version: number) => Promise<Result<Training>>;
  /** What the pen did when this digit was drawn. */
  readonly strokes: (id: number) => Promise<Result<components["schemas"]["Strokes"]>>;
  readonly weights: (version: number) => Promise<Result<Weights>>;
  /** Fetches what each hidden unit looks for. */
  readonly units: (version: number) => Promise<Result<Units>>;
  readonly knownDigits: () => Promise<Result<KnownDigits>>;
  readonly digit: (id: number) => Promise<Result<Digit>>;
  readonly digitStrokes: (id: number) => Promise<Result<PenStrokes>>;
  readonly changes: (version: number) => Promise<Result<Changes>>;
  readonly confusion: (version: number) => Promise<Result<Confusion>>;
  /** What a class sees on its projector, without the drawings up to the digit `after`. */
  readonly wall: (after: number) => Promise<Result<Wall>>;
  readonly hand: () => Promise<Result<Hand>>;
  /** Takes back all digits of this person, and ends the cookie. */
  readonly forgetHand: () => Promise<Result<null>>;
  /** Fetches the key that opens this person's hand on another device. */
  readonly handKey: () => Promise<Result<HandKey>>;
  /** From now on this browser draws for a new hand. The old one keeps its digits and its key. */
  readonly leaveHand: () => Promise<Result<null>>;
  /** From now on the hand of this key is this browser's. */
  readonly carryHand: (key: string) => Promise<Result<HandKey>>;
  readonly tryLearning: (experiment: Experiment) => Promise<Result<SandboxResult>>;
}

/** If longer, a lost request holds up the next one for longer. */
const timeout_ms = 15_000;

/** Return the calls, made with `send`: the browser's fetch, or a test's replacement. */
export function createApi(send: (request: Request) => Promise<Response>): Api {
  const client = createClient<paths>({ baseUrl: new URL(".", location.href).href, fetch: send });
  const signal = () => AbortSignal.timeout(timeout_ms);
  return {
    predict: (ink) =>
      resultOf(client.POST("/api/predictions", { body: { ...ink, inside: true }, signal: signal() })),
    addDigit: ({ key, label, ink }) =>
      resultOf(
        client.POST("/api/digits", {
          params: { header: { "Idempotency-Key": key } },
          body: { ...ink, label },
          signal: signal(),
        }),
      ),
    readNumber: (ink) =>
      resultOf(client.POST("/api/readings", { body: { ...ink, inside: true }, signal: signal() })),
    addNumber: ({ key, ink }, { digits, split }) =>
      resultOf(
        client.POST("/api/numbers", {
          params: { header: { "Idempotency-Key": key } },
          body: {
            ...ink,
            number: digits,
            ...(split === null ? {} : { split: split.map((digit) => [...digit]) }),
          },
          signal: signal(),
        }),
      ),
    servedModel: () => resultOf(client.GET("/api/model", { signal: signal() })),
    withdrawDigit: (id) =>
      doneOf(
        client.DELETE("/api/digits/{digit_id}", {
          params: { path: { digit_id: id } },
          signal: signal(),
          keepalive: true, // the gallery sends it when its page is closed, too
        }),
      ),
    digits: ({ label, ...boxes }, limit, cursor) =>
      resultOf(
        client.GET("/api/digits", {
          params: {
            query: { limit, ...boxes, ...optional("label", label), ...optional("cursor", cursor) },
          },
          signal: signal(),
        }),
      ),
    versions: (limit, cursor) =>
      resultOf(
        client.GET("/api/models", {
          params: { query: { limit, ...optional("cursor", cursor) } },
          signal: signal(),
        }),
      ),
    version: (version) =>
      resultOf(client.GET("/api/models/{version}", { params: { path: { version } }, signal: signal() })),
    steps: (ink) => resultOf(client.POST("/api/steps", { body: ink, signal: signal() })),
    activations: (ink) => resultOf(client.POST("/api/activations", { body: ink, signal: signal() })),
    training: (version) =>
      resultOf(
        client.GET("/api/models/{version}/training", { params: { path: { version } }, signal: signal() }),
      ),
    strokes: (id) =>
      resultOf(
        client.GET("/api/digits/{digit_id}/strokes", {
          params: { path: { digit_id: id } },
          signal: signal(),
        }),
      ),
    weights: (version) =>
      resultOf(
        client.GET("/api/models/{version}/weights", { params: { path: { version } }, signal: signal() }),
      ),
    units: (version) =>
      resultOf(
        client.GET("/api/models/{version}/units", { params: { path: { version } }, signal: signal() }),
      ),
    knownDigits: () => resultOf(client.GET("/api/known-digits", { signal: signal() })),
    digit: (id) =>
      resultOf(
        client.GET("/api/digits/{digit_id}", { params: { path: { digit_id: id } }, signal: signal() }),
      ),
    digitStrokes: async (id) => {
      const result = await resultOf(
        client.GET("/api/digits/{digit_id}/strokes", {
          params: { path: { digit_id: id } },
          signal: signal(),
        }),
      );
      return result.ok ? { ok: true, value: result.value.strokes } : result;
    },
    changes: (version) =>
      resultOf(
        client.GET("/api/models/{version}/changes", { params: { path: { version } }, signal: signal() }),
      ),
    confusion: (version) =>
      resultOf(
        client.GET("/api/models/{version}/confusion", { params: { path: { version } }, signal: signal() }),
      ),
    wall: (after) => resultOf(client.GET("/api/wall", { params: { query: { after } }, signal: signal() })),
    hand: () => resultOf(client.GET("/api/hand", { signal: signal() })),
    forgetHand: () => doneOf(client.DELETE("/api/hand", { signal: signal() })),
    handKey: () => resultOf(client.GET("/api/hand/key", { signal: signal() })),
    leaveHand: () => doneOf(client.DELETE("/api/hand/key", { signal: signal() })),
    carryHand: (key) => resultOf(client.PUT("/api/hand/key", { body: { key }, signal: signal() })),
    tryLearning: ({ ink, ...experiment }) =>
      resultOf(client.POST("/api/sandbox", { body: { ...ink, ...experiment }, signal: signal() })),
  };
}

/** Return a query parameter, or nothing for null. */
function optional<Name extends string>(name: Name, value: number | null): Partial<Record<Name, number>>;
function optional(name: string, value: number | null): Record<string, number> {
  return value === null ? {} : { [name]: value };
}

/** Return the cursor in the address of the next page; null on the last page. */
export function nextCursor({ next }: { readonly next: string | null }): number | null {
  const cursor = next === null ? null : new URL(next, location.origin).searchParams.get("cursor");
  return cursor === null ? null : Number(cursor);
}

/** The address of all that is stored of this person, as one zip. Like the others it is relative to the page's. */
export const archivePath = "api/hand/archive";

/** The address of the 28×28 picture that the network sees of a digit. */
export function picturePath(id: number): string {
  return `api/digits/${id}/picture.png`;
}

/** The files that a network can be taken home as. */
export const networkFormats = ["html", "onnx", "safetensors", "zip"] as const;

/** The address of the network of a version as a file. */
export function networkPath(version: number, format: (typeof networkFormats)[number]): string {
  return `api/models/${version}/network.${format}`;
}

export function inkPath(id: number): string {
  return `api/digits/${id}/image.png`;
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** Return the result of a call that is answered without a body. */
async function doneOf(call: Promise<Answer<unknown>>): Promise<Result<null>> {
  try {
    const { error, response } = await call;
    return response.ok ? { ok: true, value: null } : { ok: false, failure: failureOf(response, error) };
  } catch {
    return { ok: false, failure: { kind: "away" } };
  }
}

async function resultOf<T>(call: Promise<Answer<T>>): Promise<Result<T>> {
  try {
    const { data, error, response } = await call;
    if (data !== undefined) return { ok: true, value: data };
    return { ok: false, failure: failureOf(response, error) };
  } catch {
    // fetch rejects when nothing answers, and the client when the answer is no JSON, so not from this server.
    return { ok: false, failure: { kind: "away" } };
  }
}
