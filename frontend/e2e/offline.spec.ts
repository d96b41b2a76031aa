/** Without its server the page opens, and loses neither the drawing nor verified digits. */

import type { Page } from "@playwright/test";
import { asList, asRecord, jsonOf } from "./json";
import { expect, test } from "./test";

test.use({ serviceWorkers: "allow", mayComplain: /Failed to load resource|ERR_CONNECTION_REFUSED/ });

/** Wait until the service worker keeps the page. */
async function pageIsKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
      });
    }
  });
}

test("without its server the page opens, with the drawing on the sheet; what is verified then is one row later", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  await pageIsKept(page);
  await sheet.drawAndRead(written(7));
  const nBefore = await sheet.nInkPixels();
  await program.kill();

  await page.reload();
  await expect(sheet.words).toContainText("The server does not answer");
  await expect.poll(() => sheet.nInkPixels()).toBe(nBefore);
  await expect(page.getByText("Nothing yet: yours will be the first.")).toBeHidden();
  await expect(page.getByText("Say what a few digits are")).toBeHidden();
  await sheet.choose(7);
  await expect(page.getByText("1 digit waits to be sent.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("1 digit waits to be sent.")).toBeVisible();
  await page.getByRole("link", { name: "Learn" }).click(); // kept, too, though it was never opened
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How it works");
  await page.getByRole("link", { name: "Draw" }).click();

  await program.startAgain();
  await expect(page.getByText("1 of 10 until the network learns again")).toBeVisible();
  await expect(page.getByText("1 digit waits to be sent.")).toBeHidden();
  expect(await program.nDigits()).toBe(1);
});

test("it can be installed", async ({ page, program }) => {
  await page.goto(program.url);
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const place = new URL(address ?? "", program.url); // addresses in a manifest are relative to it
  const answer = await page.request.get(place.href);
  expect(answer.status()).toBe(200);
  const manifest = await jsonOf(answer);
  expect(manifest).toMatchObject({ name: "Ductus", display: "standalone" });
  expect(new URL(String(manifest.start_url), place).href).toBe(`${program.url}/`);
  for (const icon of asList(manifest.icons)) {
    const { src } = asRecord(icon);
    const image = await page.request.get(new URL(String(src), place).href);
    expect(image.headers()["content-type"]).toBe("image/png");
  }
});
