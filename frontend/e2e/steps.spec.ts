/** The steps from the ink to the 28×28 picture, and hints where something is wrong. */

import { line } from "./penStrokes";
import { photograph } from "./photograph";
import { expect, test } from "./test";

test.beforeEach(async ({ page, program }) => {
  await page.goto(program.url);
});

test("every step is shown, the last one as the network gets it", async ({ page, sheet, written }) => {
  await sheet.drawAndRead(written(5));
  const strip = page.getByRole("region", { name: "What it sees" });
  await expect(strip.getByRole("img")).toHaveCount(3);
  const last = strip.getByRole("img", { name: "The drawing, 28×28" });
  await expect
    .poll(() => last.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
    .toBe(28);
  await page.keyboard.press("Escape");
  await expect(strip.getByRole("img")).toHaveCount(0);
});

test("nothing below the steps moves when a drawing comes and goes", async ({ page, sheet, written }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const strip = page.getByRole("region", { name: "What it sees" });
  const height = async () => (await strip.boundingBox())?.height;
  const blank = await height();
  await sheet.drawAndRead(written(5));
  await expect(strip.getByRole("status")).toContainText("From your ink");
  expect(await height()).toBe(blank);
  await page.keyboard.press("Escape");
  await expect(strip.getByRole("status")).toContainText("Draw, and see here");
  expect(await height()).toBe(blank);
});

test("a drawing that is cut off or photographed from afar gets a hint, and several digits are seen one by one", async ({
  page,
  sheet,
}) => {
  const hint = page.getByRole("region", { name: "What it sees" }).getByRole("status");
  await sheet.drawStroke(line([0.5, 0.4], [0.5, 1.1]));
  await expect(hint).toContainText("beyond the edge");
  await page.keyboard.press("Escape");

  const far = await photograph(page, { label: 1, strokes: [line([0.5, 0.5], [0.5, 0.55])] });
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "one.jpg", mimeType: "image/jpeg", buffer: far });
  await expect(hint).toContainText("rather small");
  await page.keyboard.press("Escape");

  await sheet.drawStroke(line([0.3, 0.3], [0.3, 0.6]));
  await sheet.drawStroke(line([0.7, 0.3], [0.7, 0.6]));
  await expect(hint).toHaveText("Each digit of a number is cut out and seen by itself.");
});
