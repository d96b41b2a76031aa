/** The steps from the ink to the 28×28 picture, and hints where something is wrong. */

import { jsonOf } from "./json";
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

test("a drawing that is cut off, of several digits, or photographed from afar gets a hint", async ({
  page,
  sheet,
}) => {
  const hint = page.getByRole("region", { name: "What it sees" }).getByRole("status");
  await sheet.drawStroke(line([0.5, 0.4], [0.5, 1.1]));
  await expect(hint).toContainText("beyond the edge");
  await page.keyboard.press("Escape");

  const far = await photograph(page, { label: 1, strokes: [line([0.5, 0.5], [0.5, 0.55])] });
  await page.locator("input[type=file]").setInputFiles({ name: "", mimeType: "image/jpeg", buffer: far });
  await expect(hint).toContainText("rather small");

  await page.route("**/api/predictions", async (route) => {
    const answer = await jsonOf(await route.fetch());
    await route.fulfill({ json: { ...answer, certain: false, n_seen: 2 } });
  });
  await sheet.drawStroke(line([0.3, 0.3], [0.3, 0.6]));
  await sheet.drawStroke(line([0.7, 0.3], [0.7, 0.6]));
  await expect(hint).toContainText("several digits: write one at a time");
});

test("a sheet takes as many strokes as can be sent, and says so", async ({ page, sheet }) => {
  const hint = page.getByRole("region", { name: "What it sees" }).getByRole("status");
  for (let i = 0; i < 64; i += 1)
    await sheet.drawStroke([[0.2 + (i % 8) / 13, 0.2 + Math.floor(i / 8) / 13]]);
  await sheet.read();
  await expect(hint).toContainText("as many strokes as can be sent");
  await sheet.drawStroke([[0.9, 0.9]]);
  await expect(page.getByRole("img", { name: /64 strokes$/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(hint).not.toContainText("as many strokes");
});
