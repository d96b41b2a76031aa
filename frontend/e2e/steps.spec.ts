/** The steps from the ink to the 28×28 picture, and hints where something is wrong. */

import { expect, test } from "./test";

test.beforeEach(async ({ page, program }) => {
  await page.goto(program.url);
});

test("every step is shown, the last one as the network gets it", async ({ page, sheet, written }) => {
  await sheet.drawAndRead(written(5));
  const strip = page.getByRole("region", { name: "What it sees" });
  await expect(strip.getByRole("img")).toHaveCount(5);
  const last = strip.getByRole("img", { name: "The drawing, 28×28" });
  await expect
    .poll(() => last.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
    .toBe(28);
  await page.keyboard.press("Escape");
  await expect(strip.getByRole("img")).toHaveCount(0);
});

test("a drawing that is small, cut off or of several digits gets a hint", async ({ page, sheet }) => {
  const hint = page.getByRole("region", { name: "What it sees" }).getByRole("status");
  const straight = (x: number, top: number, bottom: number) => [
    [x, top] as const,
    [x, (top + bottom) / 2] as const,
    [x, bottom] as const,
  ];
  await sheet.drawStroke(straight(0.5, 0.5, 0.53));
  await expect(hint).toContainText("rather small");
  await page.keyboard.press("Escape");

  await sheet.drawStroke(straight(0.5, 0.4, 1.1));
  await expect(hint).toContainText("beyond the edge");
  await page.keyboard.press("Escape");

  await sheet.drawStroke(straight(0.15, 0.3, 0.6));
  await sheet.drawStroke(straight(0.5, 0.3, 0.6));
  await sheet.drawStroke(straight(0.85, 0.3, 0.6));
  await expect(hint).toContainText("one at a time");
});
