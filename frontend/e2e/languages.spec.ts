/** The page in its four languages: chosen by the browser and by hand, and nothing runs over the edge at 320 px. */

import { violations } from "./axe";
import { coloursAt } from "./colours";
import { widerThanTheWindow } from "./overflow";
import { returnAsContributor } from "./taughtProgram";
import { expect, test } from "./test";

const pages = ["", "hand", "inside", "history", "gallery", "learn", "learn/lesson", "game"];

test("four languages by the switch, without a reload, and none runs over the edge at 320 px", async ({
  page,
  context,
  taught,
  screenshotPath,
}) => {
  await returnAsContributor(context, taught); // whose pages are full
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(taught.url);
  for (const [code, own, heading] of [
    ["de", "Deutsch", "Deine Hand"],
    ["fr", "français", "Ta main"],
    ["es", "español", "Tu mano"],
    ["en", "English", "Your hand"],
  ] as const) {
    const choice = page.locator("footer select[aria-label]");
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
  await expect(german.getByText(/^Version \d+ liest$/).first()).toBeVisible();
  expect(files.filter((file) => /\/(de|es|fr)-[^/]+\.js$/.test(file))).toHaveLength(1);
  await german.locator("footer select[aria-label]").selectOption("fr");
  await expect(german.getByText(/^La version \d+ lit$/).first()).toBeVisible();
  await german.reload();
  await expect(german.getByText(/^La version \d+ lit$/).first()).toBeVisible();
  await context.close();
});

test("light or dark is chosen by a switch, whatever the device prefers, for canvases too, until another is chosen", async ({
  page,
  program,
}) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(program.url);
  const theme = page.getByLabel("Colours");
  const canvas = page.getByRole("link", { name: /^The network at work/ }).locator("canvas");
  const isDark = async () => {
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("wanted the picture of the network");
    const { x, y } = await page.evaluate(() => ({ x: scrollX, y: scrollY }));
    const colours = await coloursAt(page, [
      [2, 2],
      [box.x + x + 2, box.y + y + 2],
    ]);
    return colours.map((colour) =>
      colour
        .split(",")
        .map(Number)
        .every((part) => part < 60),
    );
  };
  await expect.poll(isDark).toEqual([false, false]);
  await theme.selectOption("dark");
  await expect.poll(isDark).toEqual([true, true]);
  await page.reload();
  await expect.poll(isDark).toEqual([true, true]);
  await page.emulateMedia({ colorScheme: "dark" });
  await theme.selectOption("light");
  await expect.poll(isDark).toEqual([false, false]);
  await theme.selectOption("as the device");
  await expect.poll(isDark).toEqual([true, true]);
});
