import { describe, expect, it } from "vitest";
import type { InkPoint } from "../ink";
import { addedDigit, prediction } from "../testing/answers";
import { archivePath, createApi, inkPath, networkFormats, networkPath, picturePath } from "./client";

const json = (body: unknown, init?: ResponseInit) => () => Promise.resolve(Response.json(body, init));

describe("the client", () => {
  it("sends the drawing with its label, under its key", async () => {
    const sent: Request[] = [];
    const api = createApi((request) => {
      sent.push(request.clone());
      return Promise.resolve(Response.json(addedDigit, { status: 201 }));
    });
    const strokes: InkPoint[][] = [[[0.25, 0.5, 0]]];
    const result = await api.addDigit({ key: "the-key", label: 7, ink: { strokes } });
    expect(result).toEqual({ ok: true, value: addedDigit });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.method).toBe("POST");
    expect(sent[0]?.url).toBe(`${location.origin}/api/digits`);
    expect(sent[0]?.headers.get("Idempotency-Key")).toBe("the-key");
    expect(await sent[0]?.json()).toEqual({ label: 7, strokes });
  });

  it("takes a digit back also where the page is closed at once", async () => {
    const sent: Request[] = [];
    const api = createApi((request) => {
      sent.push(request);
      return Promise.resolve(new Response(null, { status: 204 }));
    });
    expect(await api.withdrawDigit(3)).toEqual({ ok: true, value: null });
    expect(sent.map(({ method, keepalive }) => [method, keepalive])).toEqual([["DELETE", true]]);
  });

  it("answers with the prediction", async () => {
    expect(await createApi(json(prediction)).predict({ image: "" })).toEqual({ ok: true, value: prediction });
  });

  it("says why it was refused", async () => {
    const refused = { code: "too_large", detail: "Send less." };
    const result = await createApi(json(refused, { status: 413 })).predict({ image: "" });
    expect(result).toEqual({ ok: false, failure: { kind: "refused", ...refused } });
  });

  it.each([
    ["nothing answers", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["an answer is no JSON", () => Promise.resolve(new Response("<html>"))],
    ["an answer is empty", () => Promise.resolve(new Response(null, { status: 204 }))],
    ["another program answers", () => Promise.resolve(new Response("<html>", { status: 404 }))],
  ])("says that the server is away when %s", async (_, send) => {
    expect(await createApi(send).servedModel()).toEqual({ ok: false, failure: { kind: "away" } });
  });
});

it("names every picture and file below the page's own path", () => {
  const files = networkFormats.map((format) => networkPath(3, format));
  for (const path of [archivePath, inkPath(7), picturePath(7), ...files])
    expect(new URL(path, "http://school.example/class-a/").pathname).toMatch(/^\/class-a\/api\//);
});
