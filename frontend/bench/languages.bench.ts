/**
 * Count what axe finds, and what runs over the edge, on the listed pages in four languages, at five widths, light and
 * dark. Run it with `npm run bench -- languages`; it prints counts, and fails where one is not 0. `LANGUAGES="de fr"`
 * looks at fewer languages.
 */

import { inBothSchemes, violations } from "../e2e/axe";
import { widerThanTheWindow } from "../e2e/overflow";
import { Sheet } from "../e2e/sheet";
import { expect, test } from "../e2e/test";

const languages = (process.env.LANGUAGES ?? "en de fr es").split(" ");
const widths = [320, 390, 768, 1280, 1920];
const pages = [
  "#/",
  "#/hand",
  "#/inside",
  "#/history",
  "#/gallery",
  "#/learn",
  "#/learn/lesson",
  "#/game",
  "wall",
];
/** Screenshots are kept of these widths. */
const looked = [320, 1280];

test("four languages, five widths, light and dark", async ({
  page,
  taughtByMe: taught,
  written,
  screenshotPath,
}) => {
  test.setTimeout(3_000_000);
  const wrong: string[] = [];
  let nLooks = 0;
  for (const language of languages) {
    await page.goto(taught.url);
    await page.evaluate((code) => {
      sessionStorage.clear(); // which keeps the drawing
      localStorage.setItem("ductus.language", code);
    }, language);
    for (const path of pages) {
      await page.goto("about:blank");
      await page.goto(`${taught.url}/${path}`);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expect(page.locator("main")).toHaveCount(1);
      if (path === "#/") {
        const sheet = new Sheet(page);
        const canvas = page.locator("#sheet");
        await expect(canvas).toBeVisible();
        for (const [digit, at] of [
          [4, 0.05],
          [2, 0.55],
        ] as const) {
          // prettier-ignore
          for (const stroke of written(digit).strokes) {
            await page.mouse.move(0, 0);
            const box = await canvas.boundingBox();
            if (box === null) throw new Error("wanted a sheet");
            const points = stroke.map(
              ([x, y]) => [box.x + (at + 0.5 * (x - 0.1)) * box.width, box.y + (0.25 + y / 2) * box.height] as const,
            );
            const [first, ...others] = points;
            if (first === undefined) throw new Error("wanted a point");
            await page.mouse.move(...first);
            await page.mouse.down();
            for (const point of others) await page.mouse.move(...point);
            await page.mouse.up();
          }
        }
        await expect(sheet.guess).toHaveText("42");
      }
      // The wall asks again and again, so its network is never idle.
      if (path !== "wall") await page.waitForLoadState("networkidle");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
        await inBothSchemes(page, async (scheme) => {
          nLooks += 1;
          const where = `${language} ${path} ${width} ${scheme}`;
          const over = await widerThanTheWindow(page);
          if (over.length > 0) wrong.push(`${where}: runs over: ${over.join("; ")}`);
          const found = JSON.stringify(await violations(page));
          if (found !== "[]") wrong.push(`${where}: axe: ${found}`);
          if (looked.includes(width) && (scheme === "light" || language === "de")) {
            const name = `${language}-${path.replace(/\W+/g, "-")}-${width}-${scheme}.png`;
            await page.screenshot({ path: screenshotPath(name), fullPage: true });
          }
        });
      }
    }
    process.stdout.write(
      `    ${language}: ${nLooks} looks so far\n${wrong.map((line) => `    ${line}\n`).join("")}`,
    );
  }
  expect(wrong).toEqual([]);
});
