import { expect, it } from "vitest";
import { heat } from "./heat";

const palette = { more: [0, 0, 255], less: [255, 0, 0] } as const;

it("paints what is above and what is below zero in two colours, full at the scale and beyond", () => {
  expect([...heat(Float32Array.of(2, -1, 0, -9), 2, palette)]).toEqual([
    ...[0, 0, 255, 255],
    ...[255, 0, 0, 128],
    ...[0, 0, 255, 0],
    ...[255, 0, 0, 255],
  ]);
});

it("paints nothing where nothing differs", () => {
  expect([...heat(Float32Array.of(0), 0, palette)]).toEqual([0, 0, 255, 0]);
});
