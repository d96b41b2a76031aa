/** The ring of the newest ten on the stage, with words in its middle. */

import { expect, type Locator, type Page } from "@playwright/test";

/** Expect on screens of several sizes that the words hide none of the drawings around them. */
export async function expectRingUncovered(page: Page, stage: Locator): Promise<void> {
  const before = page.viewportSize();
  if (before === null) throw new Error("wanted a page with a size");
  for (const [width, height] of [
    [320, 640],
    [390, 844],
    [844, 390],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    await expect(stage.getByRole("listitem")).toHaveCount(10);
    const hidden = await stage.evaluate((element) => {
      const words = element.querySelector("h2")?.parentElement?.getBoundingClientRect();
      if (words === undefined) throw new Error("wanted words");
      return [...element.querySelectorAll("li")].filter((drawing) => {
        const { left, right, top, bottom } = drawing.getBoundingClientRect();
        return left < words.right && words.left < right && top < words.bottom - 2 && words.top + 2 < bottom;
      }).length;
    });
    expect(hidden, `drawings hidden on ${width} × ${height}`).toBe(0);
  }
  await page.setViewportSize(before);
}
