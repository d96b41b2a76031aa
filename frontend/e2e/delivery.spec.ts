/** Loading the page: few bytes, no layout shift, nothing from another origin. */

import type { Page } from "@playwright/test";
import { expect, test } from "./test";

test("at most 150 kB of JavaScript, compressed, and nothing from elsewhere", async ({
  page,
  program,
  sheet,
}) => {
  const origins = new Set<string>();
  page.on("response", (response) => origins.add(new URL(response.url()).origin));
  await sheet.open(program);
  const nBytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.endsWith(".js"))
      .reduce((sum, entry) => sum + ("encodedBodySize" in entry ? Number(entry.encodedBodySize) : 0), 0),
  );
  expect(nBytes).toBeGreaterThan(50_000);
  expect(nBytes).toBeLessThan(150_000);
  expect([...origins]).toEqual([program.url]);
});

/** Return how far what is shown has moved by itself since the page was opened. */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let total = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if ("value" in entry && "hadRecentInput" in entry && entry.hadRecentInput === false)
              total += Number(entry.value);
          }
        });
        observer.observe({ type: "layout-shift", buffered: true });
        // Buffered entries are delivered before the next frame is over.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve(total);
          });
        });
      }),
  );
}

test("nothing moves while the page loads, nor while a hand writes and goes, nor when a digit is read", async ({
  page,
  program,
  sheet,
  written,
}) => {
  for (const [width, height] of [
    [390, 844],
    [844, 390],
    [820, 1180],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto("about:blank");
    await sheet.open(program);
    await expect(sheet.guess).toHaveText(/\d/);
    await expect(page.getByText("Now you: write a digit")).toBeVisible();
    expect(await shiftOf(page), `a hand on ${width} × ${height}`).toBe(0);
    await sheet.drawAndRead(written(7));
    expect(await shiftOf(page), `a digit on ${width} × ${height}`).toBe(0);
    await page.keyboard.press("Escape");
  }
});

test("a script written into the page is refused by its policy", async ({ page, program }) => {
  const answer = await page.goto(program.url);
  expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self'");
  expect(await answer?.text()).not.toMatch(/<style|<script>|style=/);
});
