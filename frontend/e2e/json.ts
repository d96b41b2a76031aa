/** Checked reading of JSON. */

export type Json = Readonly<Record<string, unknown>>;

export function asRecord(value: unknown): Json {
  if (typeof value !== "object" || value === null) throw new Error(`wanted an object, got ${String(value)}`);
  return { ...value };
}

export function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`wanted a list, got ${String(value)}`);
  return value;
}

export async function jsonOf(answer: { json: () => Promise<unknown> }): Promise<Json> {
  return asRecord(await answer.json());
}
