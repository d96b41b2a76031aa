/** axe-core in the page. The page's policy forbids inline scripts; evaluate is not bound by it. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Check a state in the light and in the dark. */
export async function inBothSchemes(page: Page, check: (scheme: string) => Promise<void>): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await check(colorScheme);
  }
}

export async function violations(page: Page): Promise<unknown> {
  const found: unknown = await page.evaluate(`(async () => {
    if (!("axe" in window)) { ${await readFile(axePath, "utf8")}; }
    // Preloading is off: it copies style sheets that import others, and the policy refuses these copies.
    const { violations } = await axe.run({ preload: false });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  })()`);
  return found;
}
