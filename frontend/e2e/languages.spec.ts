/** The page in its four languages: chosen by the browser and by hand, and nothing runs over the edge at 320 px. */

import { violations } from "./axe";
import { widerThanTheWindow } from "./overflow";
import { expect, test } from "./test";

const pages = ["", "hand", "inside", "history", "gallery", "learn", "learn/lesson"];

test("four languages by the switch, without a reload, and none runs over the edge at 320 px", async ({
  page,
  taught,
  screenshotPath,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(taught.url);
  for (const [code, own, heading] of [
    ["de", "Deutsch", "Deine Hand"],
    ["fr", "français", "Ta main"],
    ["es", "español", "Tu mano"],
    ["en", "English", "Your hand"],
  ] as const) {
    const choice = page.locator("footer select");
    await choice.focus();
    await choice.selectOption({ label: own });
    await expect(page.locator("html")).toHaveAttribute("lang", code);
    await expect(choice).toBeFocused();
    for (const path of pages) {
      await page.goto(`${taught.url}/#/${path}`);
      await expect(page.locator("main#page")).toHaveCount(1);
      await expect(page.locator("main")).toHaveCount(1);
      await page.waitForLoadState("networkidle");
      expect.soft(await widerThanTheWindow(page), `${code} ${path}`).toEqual([]);
      await page.screenshot({
        path: screenshotPath(`${code}-${path.replace("/", "-")}.png`),
        fullPage: true,
      });
    }
    await page.goto(`${taught.url}/#/hand`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    expect(await violations(page), code).toEqual([]);
  }
});

test("a browser's own language is spoken from the first visit, its words in one file, until another is chosen", async ({
  browser,
  program,
}) => {
  const context = await browser.newContext({ locale: "de-AT" });
  const german = await context.newPage();
  const files: string[] = [];
  german.on("request", (request) => files.push(new URL(request.url()).pathname));
  await german.goto(program.url);
  await expect(german.getByText("Version 1 liest", { exact: true }).first()).toBeVisible();
  expect(files.filter((file) => /\/(de|es|fr)-[^/]+\.js$/.test(file))).toHaveLength(1);
  await german.locator("footer select").selectOption("fr");
  await expect(german.getByText("La version 1 lit", { exact: true }).first()).toBeVisible();
  await german.reload();
  await expect(german.getByText("La version 1 lit", { exact: true }).first()).toBeVisible();
  await context.close();
});
