import { expect, it } from "vitest";
import { away } from "../../testing/answers";
import { failureText } from "./failureText";

it("tells a server that asks for a rest, or is not ready, from one that does not answer", () => {
  const said = [
    failureText({ kind: "busy", reason: "throttled", wait_s: 2 }),
    failureText({ kind: "busy", reason: "unavailable", wait_s: 2 }),
    failureText(away),
  ];
  expect(said).toEqual([
    "The server asks for a short rest.",
    "The server is not ready just now.",
    "The server does not answer. Try again in a moment.",
  ]);
});
