/** What runs over the edge of the window. */

import type { Page } from "@playwright/test";

/** Return what is wider than the window: nothing of it can be seen on a phone without a sideways scroll. */
export function widerThanTheWindow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("main *, header *, footer *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`);
  });
}
