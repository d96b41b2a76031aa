/** On paper: what is read is printed dark on white, with the bars that carry data, and nothing that can be pressed. */

import type { Locator, Page } from "@playwright/test";
import { bars, barsAsGround, coloursAt, type Place } from "./colours";
import { expect, test } from "./test";

const white = "255,255,255";

test.use({ colorScheme: "dark", contextOptions: { reducedMotion: "reduce" } });

test("pages are printed dark on white, also from the dark, with their bars and without their controls", async ({
  page,
  taughtByMe: taught,
  sheet,
  written,
  screenshotPath,
}) => {
  await sheet.open(taught);
  await sheet.drawAndRead(written(1));
  const question = page.getByText("No? Then choose what it is:");
  await expect(question).toBeVisible();
  for (const path of ["", "inside", "hand", "history", "learn/lesson"]) {
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => {
      dispatchEvent(new Event("e2e: paint again"));
    });
    if (path !== "") await page.goto(`${taught.url}/#/${path}`);
    await expect(page.getByRole("heading").first()).toBeAttached();
    await page.waitForLoadState("networkidle");
    await page.evaluate(paintNoMore);
    await page.emulateMedia({ media: "print" });
    await page.screenshot({ path: screenshotPath(`print-${path.replace("/", "-")}.png`), fullPage: true });
    await expect(page.getByRole("navigation", { name: "Pages" })).toBeHidden();
    await expect(page.getByRole("contentinfo")).toBeHidden();
    await expect(question).toBeHidden();
    // Of what can be pressed, choices are printed, which say what is shown, and drawings of the specimen sheet.
    const pressed = "button:not([aria-pressed]), input[type=range], form input, a[download]";
    const controls = page.locator(`:is(${pressed}):visible`);
    for (const control of await controls.all())
      await expect(control, path).toHaveAccessibleName(/^Write your \d again$/);
    if (path === "hand") await expectSpecimen(page);
    if (path === "learn/lesson") await expectLesson(page);
    expect(await coloursAt(page, [[2, 2]]), path).toEqual([white]);
    if (path === "inside" || path === "hand") expect((await bars(page)).length, path).toBeGreaterThan(0);
    await expect.poll(() => barsAsGround(page, white), path).toEqual([]);
    // A screenshot has the backgrounds that a printer leaves out where the page does not ask for them.
    const adjusts = await page
      .locator("main [style]")
      .evaluateAll((bars) => bars.map((bar) => getComputedStyle(bar).getPropertyValue("print-color-adjust")));
    expect(new Set(["exact", ...adjusts]), path).toEqual(new Set(["exact"]));
    if (path !== "" && path !== "inside") continue;
    expect(await darkestIn(page, sheet.canvas), path).toBeLessThan(80);
  }
});

/**
 * Paint nothing anew until the event "e2e: paint again": no printer waits for a page to do so, and the sheet was painted
 * for the screen. It runs in the page.
 */
function paintNoMore(): void {
  const paint = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = () => 0;
  addEventListener(
    "e2e: paint again",
    () => {
      window.requestAnimationFrame = paint;
    },
    { once: true },
  );
}

/** The ten drawings of the specimen sheet are printed in dark ink, and how each was read. */
async function expectSpecimen(page: Page): Promise<void> {
  const drawings = page
    .getByRole("region", { name: "Your ten digits" })
    .getByRole("listitem")
    .filter({ hasText: /network \d+ of \d+/ });
  await expect(drawings).toHaveCount(10);
  for (const drawing of await drawings.all()) {
    const ink = drawing.getByRole("img", { name: /^An? \d$/ });
    await ink.scrollIntoViewIfNeeded(); // its picture is fetched when it is about to be seen
    await expect(ink).toHaveJSProperty("complete", true);
    expect(await darkestIn(page, ink)).toBeLessThan(80);
  }
}

/** The six questions of the lesson are printed, and their answers on a sheet of their own. */
async function expectLesson(page: Page): Promise<void> {
  const questions = page.getByRole("region", { name: "Six questions" }).getByRole("listitem");
  const answers = page.getByRole("region", { name: "Answers" });
  for (const items of [questions, answers.getByRole("listitem")]) {
    await expect(items).toHaveCount(6);
    for (const item of await items.all()) await expect(item).toBeVisible();
  }
  await expect(answers).toHaveCSS("break-before", "page");
}

/** Return how light the darkest pixel of an element is, 0 to 255, in rows across its middle half. */
async function darkestIn(page: Page, element: Locator): Promise<number> {
  const box = await element.boundingBox();
  if (box === null) throw new Error("wanted it on the page");
  const { x, y } = await page.evaluate(() => ({ x: scrollX, y: scrollY }));
  const rows = [0.3, 0.4, 0.5, 0.6, 0.7].map((part) => box.y + y + box.height * part);
  const places = rows.flatMap((row) =>
    Array.from({ length: Math.floor(box.width) }, (_, i): Place => [box.x + x + i, row]),
  );
  const colours = await coloursAt(page, places);
  return Math.min(...colours.map((colour) => Math.max(...colour.split(",").map(Number))));
}
