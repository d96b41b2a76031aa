/** axe-core finds nothing, whatever the page shows, on desk and phone, light and dark. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { expect, test } from "./test";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Runs axe in the page. The page's policy forbids inline scripts; evaluate is not bound by it. */
async function violations(page: Page): Promise<unknown> {
  const found: unknown = await page.evaluate(`(async () => {
    ${await readFile(axePath, "utf8")};
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  })()`);
  return found;
}

test("axe notices a fault, so that its silence means something", async ({ page, program }) => {
  await page.goto(program.url);
  await expect(page.getByText(/^Version \d+ is reading$/)).toBeVisible();
  await page.evaluate(() => {
    document.body.append(document.createElement("button"));
  });
  expect(JSON.stringify(await violations(page))).toContain("button-name");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [device, viewport] of Object.entries({
    desk: { width: 1280, height: 800 },
    phone: { width: 360, height: 740 },
  })) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport, mayComplain: /Failed to load resource/ });

      test("axe finds nothing", async ({ page, program, sheet, written, screenshotPath }) => {
        const expectNoViolations = async (state: string) => {
          const path = screenshotPath(`${device}-${colorScheme}-${state}.png`);
          await page.screenshot({ path, fullPage: true, animations: "disabled" });
          expect(await violations(page), state).toEqual([]);
        };
        await page.goto(program.url);
        await expect(page.getByText(/^Version \d+ is reading$/)).toBeVisible();
        await expectNoViolations("blank");

        await sheet.drawAndRead(written(7));
        await expect(page.locator("[data-answered=true]")).toBeVisible();
        await expectNoViolations("read");

        await page.route("**/api/digits", (route) => route.abort());
        await sheet.choose(7);
        await expect(page.getByText("1 digit waits to be sent.")).toBeVisible();
        await expectNoViolations("waiting");

        const refusal = { status: 413, json: { code: "too_large", detail: "Send less." } };
        await page.route("**/api/digits", (route) => route.fulfill(refusal));
        await expect(page.getByRole("alert")).toContainText("could not be taken");
        await expectNoViolations("refused");
      });
    });
  }
}
