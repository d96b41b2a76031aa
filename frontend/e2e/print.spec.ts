/** On paper: what is read is printed dark on white, with the bars that carry data, and nothing that can be pressed. */

import { barsAsGround, coloursAt } from "./colours";
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
    if (path !== "") await page.goto(`${taught.url}/#/${path}`);
    await expect(page.getByRole("heading").first()).toBeAttached();
    await page.waitForLoadState("networkidle");
    await page.emulateMedia({ media: "print" });
    await page.screenshot({ path: screenshotPath(`print-${path.replace("/", "-")}.png`), fullPage: true });
    await expect(page.getByRole("navigation", { name: "Pages" })).toBeHidden();
    await expect(question).toBeHidden();
    for (const control of await page.locator("main button:not([aria-pressed]):visible").all())
      await expect(control, path).toHaveAccessibleName(/^Write your \d again$/); // a drawing of the specimen sheet
    expect(await coloursAt(page, [[2, 2]]), path).toEqual([white]);
    await expect.poll(() => barsAsGround(page, white), path).toEqual([]);
    // A screenshot has the backgrounds that a printer leaves out where the page does not ask for them.
    const adjusts = await page
      .locator("main [style]")
      .evaluateAll((bars) => bars.map((bar) => getComputedStyle(bar).getPropertyValue("print-color-adjust")));
    expect(new Set(["exact", ...adjusts]), path).toEqual(new Set(["exact"]));
    if (path !== "" && path !== "inside") continue;
    const ink = await sheet.canvas.boundingBox();
    if (ink === null) throw new Error("wanted the sheet");
    const { x, y } = await page.evaluate(() => ({ x: scrollX, y: scrollY }));
    const across = Array.from({ length: Math.floor(ink.width) }, (_, i): [number, number] => [
      ink.x + x + i,
      ink.y + y + ink.height / 2,
    ]);
    const darkest = (await coloursAt(page, across)).map((colour) =>
      Math.max(...colour.split(",").map(Number)),
    );
    expect(Math.min(...darkest), path).toBeLessThan(80);
  }
});
