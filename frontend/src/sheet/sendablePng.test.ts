import { describe, expect, it } from "vitest";
import { sendablePng } from "./sendablePng";

const size = { width: 1024, height: 768 };

/** Return a file with the beginning of a PNG. */
function png({ depth_bits = 8, more = "", signature = "\x89PNG\r\n\x1a\n" } = {}): Blob {
  const letters = `${signature}\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0${String.fromCharCode(depth_bits)}\0\0\0\0${more}`;
  return new Blob([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))]);
}

describe("a PNG", () => {
  it("is sent as it is, byte by byte", async () => {
    expect(await sendablePng(png({ more: "\xff" }), size)).toEqual({
      image: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAAAAAD/",
    });
  });

  it.each([
    ["is no PNG", png({ signature: "\xff\xd8\xff\xe0\0\x10JF" }), size],
    ["has more than 8 bits", png({ depth_bits: 16 }), size],
    ["moves", png({ more: "\0\0\0\x08acTL" }), size],
    ["is stored lying and shown upright", png(), { width: 768, height: 1024 }],
    ["is too wide", png(), { width: 1025, height: 1 }],
    ["is too high", png(), { width: 1, height: 1025 }],
    ["has too many bytes", png({ more: "x".repeat(187_000) }), size],
  ])("is converted where it %s", async (_, file, given) => {
    expect(await sendablePng(file, given)).toBeNull();
  });

  it("is short enough in base64 with as many bytes as are taken", async () => {
    const photo = await sendablePng(png({ more: "x".repeat(187_000 - 29) }), size);
    expect(photo?.image.length).toBeLessThanOrEqual(250_000);
  });
});
