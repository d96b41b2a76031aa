/** Loading the page: few bytes, no layout shift, nothing from another origin. */

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./test";

test("at most 150 kB of JavaScript, compressed, and nothing from elsewhere", async ({
  page,
  program,
  sheet,
}) => {
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin)); // also of one that is not answered
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

/** Return where the headings in sight stand: the browser does not count what moves just after an input. */
function placesOf(page: Page): Promise<readonly (readonly [string, number])[]> {
  return page
    .locator("main :is(h2, h3)")
    .evaluateAll((headings) =>
      headings
        .map((heading) => [heading.textContent, Math.round(heading.getBoundingClientRect().top)] as const)
        .filter(([, top]) => top + scrollY < innerHeight),
    );
}

function edgeOf(part: Locator, edge: "left" | "right"): Promise<number> {
  return part.evaluate((element, name) => element.getBoundingClientRect()[name], edge);
}

test("nothing moves while the page loads, nor while a hand writes and goes, nor when a digit is read", async ({
  page,
  program,
  sheet,
  written,
}) => {
  for (const [width, height] of [
    [320, 640],
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
    const places = await placesOf(page);
    await sheet.drawAndRead(written(7));
    await page.evaluate(() => {
      scrollTo(0, 0);
    });
    expect(await placesOf(page), `a digit on ${width} × ${height}`).toEqual(places);
    expect(await shiftOf(page), `a digit on ${width} × ${height}`).toBe(0);
    // A tablet's sheet has most of the width; on a phone that lies on its side nothing that is used is out of sight.
    if (width === 820) expect((await sheet.canvas.boundingBox())?.width).toBeGreaterThanOrEqual(0.6 * width);
    const [clear, nought] = ["Clear", "It is a 0"].map((name) =>
      page.getByRole("button", { name, exact: true }),
    );
    if (clear === undefined || nought === undefined) throw new Error("wanted two buttons");
    if (height === 390) {
      for (const used of [sheet.canvas, clear, page.getByRole("button", { name: "It is a 9", exact: true })])
        await expect(used).toBeInViewport({ ratio: 1 });
      expect(await edgeOf(clear, "right")).toBeLessThan(await edgeOf(nought, "left"));
    }
    const steps = page.getByRole("region", { name: "What it sees" }).getByRole("img");
    await expect(steps).toHaveCount(3);
    for (const i of [1, 2])
      expect(await edgeOf(steps.nth(i), "left"), `${width}`).toBeGreaterThan(
        (await edgeOf(steps.nth(i - 1), "right")) + 4,
      );
    await page.keyboard.press("Escape");
  }
});

test("a shared link shows the page's own picture, at its whole address, and every address has its type", async ({
  page,
  program,
}) => {
  await page.goto(program.url);
  const picture = `${program.url}/icons/512.png`;
  await expect(page.locator('meta[property="og:image"]')).toHaveAttribute("content", picture);
  await expect(page.locator('meta[property="og:url"]')).toHaveAttribute("content", `${program.url}/`);
  const typeOf = async (url: string) => (await page.request.get(url)).headers()["content-type"];
  expect(await typeOf(picture)).toBe("image/png");
  expect(await typeOf(`${program.url}/manifest.webmanifest`)).toBe("application/manifest+json");
  expect(await typeOf(`${program.url}/robots.txt`)).toMatch(/^text\/plain/);
});

test.describe("a page with a foreign script", () => {
  test.use({ mayComplain: /Content Security Policy/ });

  test("a script written into the page is refused by its policy", async ({ page, program }) => {
    const answer = await page.goto(program.url);
    expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self'");
    expect(await answer?.text()).not.toMatch(/<style|<script(?![^>]* src=)|style=/);
    const refused = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
          resolve(effectiveDirective);
        });
      });
      const script = document.createElement("script");
      script.textContent = "document.title = 'It ran'";
      document.body.append(script);
      // A script in the page runs at once, or not at all.
      return document.title === "It ran" ? "nothing" : violation;
    });
    expect(refused).toBe("script-src-elem");
  });
});
