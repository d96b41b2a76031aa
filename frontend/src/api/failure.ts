/** The three kinds of failure, by what a caller can do about them. */

export type Failure =
  /** No answer of this server: it is down, or the way to it is. Try again later. */
  | { readonly kind: "away" }
  /** The server asks to wait: too many requests, or it is not ready. */
  | { readonly kind: "busy"; readonly reason: "throttled" | "unavailable"; readonly wait_s: number }
  /** A no with its reason; `isForGood` says whether it is final. */
  | ({ readonly kind: "refused" } & Refusal);

/** A refusal as the server says it: a code, the names and numbers that belong to it, and a sentence in English. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly params?: Readonly<Record<string, string>>;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

const defaultWait_s = 5;
/** If longer, a mistaken header could silence a page for hours. */
const longestWait_s = 300;

/**
 * Return the failure that an answer outside 200–299 stands for. Only an answer with this server's `code` and `detail`
 * is a refusal: a 404 of another program on the same port must not cost anybody a digit.
 */
export function failureOf(response: Response, body: unknown): Failure {
  const { status } = response;
  if (status === 429 || status === 408) return busy("throttled", response);
  if (status >= 500) return busy("unavailable", response);
  const error = errorBody(body);
  return error === undefined ? { kind: "away" } : { kind: "refused", ...error };
}

/** The codes of refusals that are about the request itself: the same request will be refused again. */
const aboutTheRequest: readonly string[] = [
  "invalid_request",
  "blank_drawing",
  "invalid_image",
  "not_found",
  "gone",
  "too_large",
  "unsupported_media_type",
  "idempotency_conflict",
];

/**
 * Return whether the same request will never be accepted. A name or a proxy that the server does not know
 * (`unknown_host`, `cross_site`) is set right by whoever runs it, and must not cost anybody a digit; nor must a code
 * that this page does not know.
 */
export function isForGood(failure: Failure): boolean {
  return failure.kind === "refused" && aboutTheRequest.includes(failure.code);
}

function busy(reason: "throttled" | "unavailable", response: Response): Failure {
  return { kind: "busy", reason, wait_s: retryAfter_s(response.headers.get("Retry-After")) };
}

/** Return the seconds of a Retry-After header, at most `longestWait_s`; a date in it counts as no header. */
export function retryAfter_s(header: string | null): number {
  const wait_s = header === null || header.trim() === "" ? Number.NaN : Number(header);
  return Number.isFinite(wait_s) && wait_s >= 0 ? Math.min(wait_s, longestWait_s) : defaultWait_s;
}

function errorBody(body: unknown): Refusal | undefined {
  if (typeof body !== "object" || body === null || !("code" in body) || !("detail" in body)) return undefined;
  const { code, detail } = body;
  if (typeof code !== "string" || typeof detail !== "string") return undefined;
  const params = "params" in body ? namesIn(body.params) : {};
  return Object.keys(params).length === 0 ? { code, detail } : { code, detail, params };
}

function namesIn(params: unknown): Record<string, string> {
  const pairs = typeof params === "object" && params !== null ? Object.entries(params) : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}
