/** Elements that run over the edge of the window. */

import type { Page } from "@playwright/test";

/** Return the elements that end beyond the window's right edge: a phone must scroll sideways to show them. */
export function widerThanTheWindow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("main *, header *, footer *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`);
  });
}
