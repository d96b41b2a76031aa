/** axe-core finds nothing in these states of the page, at three widths, light and dark; each leaves a screenshot. */

import { inBothSchemes, violations } from "./axe";
import { asList, asRecord, jsonOf } from "./json";
import { returnAsContributor } from "./taughtProgram";
import { expect, test } from "./test";

test("axe notices a fault, so that its silence means something", async ({ page, program, sheet }) => {
  await sheet.open(program);
  await page.evaluate(() => {
    document.body.append(document.createElement("button"));
  });
  expect(JSON.stringify(await violations(page))).toContain("button-name");
});

test("the focus comes to the beginning of another page, also at its first visit", async ({
  page,
  program,
  sheet,
}) => {
  await sheet.open(program);
  for (const name of ["Hand", "Gallery", "Draw", "Hand"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.locator("#page")).toBeFocused();
  }
});

for (const [device, viewport] of Object.entries({
  desk: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
})) {
  test.describe(device, () => {
    test.use({
      viewport,
      mayComplain: /Failed to load resource/,
      contextOptions: { reducedMotion: "reduce" },
    });

    test("axe finds nothing", async ({ page, context, taught, sheet, written, screenshotPath }) => {
      const expectNoViolations = (state: string) =>
        inBothSchemes(page, async (scheme) => {
          const path = screenshotPath(`${device}-${scheme}-${state}.png`);
          await page.screenshot({ path, fullPage: true, animations: "disabled" });
          expect(await violations(page), `${state}, ${scheme}`).toEqual([]);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width, state).toBeLessThanOrEqual(viewport.width);
        });
      await sheet.open(taught);
      await expect(page.getByText(/^A “yes” or a correction keeps the drawing/)).toBeVisible();
      await expectNoViolations("newcomer");

      await returnAsContributor(context, taught);
      await page.reload();
      await expect(page.getByText(/of your 75 digits/)).toBeVisible();
      await expectNoViolations("blank");

      await sheet.drawAndRead(written(7));
      await expect(page.getByRole("region", { name: "What it sees" }).getByRole("img")).toHaveCount(3);
      await expectNoViolations("read");

      const { results } = await jsonOf(await page.request.get(`${taught.url}/api/digits?limit=3&mine=true`));
      const because = asList(results).map(asRecord);
      await page.route("**/api/predictions", async (route) => {
        const hand = { n_digits: 75, changed: true };
        await route.fulfill({ json: { ...(await jsonOf(await route.fetch())), hand, because } });
      });
      await sheet.drawStroke([
        [0.4, 0.55],
        [0.6, 0.5],
      ]);
      await expect(page.getByText(/your own memory reads your/)).toBeVisible();
      await expectNoViolations("own");
      await page.unroute("**/api/predictions");

      await page.route("**/api/predictions", async (route) => {
        const confidences = [0, 0.31, 0, 0, 0, 0, 0, 0.4, 0, 0.02];
        await route.fulfill({
          json: { ...(await jsonOf(await route.fetch())), certain: false, confidences },
        });
      });
      await sheet.drawStroke([
        [0.3, 0.55],
        [0.6, 0.5],
      ]);
      await expect(page.getByRole("button", { name: "It’s a 1" })).toBeVisible();
      await expectNoViolations("unsure");

      await page.route("**/api/digits", (route) => route.abort());
      await sheet.choose(7);
      await expect(page.getByText("1 digit waits to be sent.")).toBeVisible();
      await expectNoViolations("waiting");

      const refusal = { status: 413, json: { code: "too_large", detail: "Send less." } };
      await page.route("**/api/digits", (route) => route.fulfill(refusal));
      await expect(page.getByRole("alert")).toContainText("could not be taken");
      await expectNoViolations("refused");
      await page.unrouteAll();

      await sheet.draw(written(3));
      await page.goto(`${taught.url}/#/inside`);
      await expect(page.getByRole("button", { name: /^Unit \d+: lit/ })).toHaveCount(30);
      await expectNoViolations("inside");
      await page.getByLabel("Show").selectOption("1");
      await expect(page.getByText(/^What has been learned since version 1/)).toBeVisible();
      await expect(page.getByRole("button", { name: /^Unit \d+: lit/ })).toHaveCount(30);
      await expectNoViolations("compared");

      await page.goto(`${taught.url}/#/history`);
      await page
        .getByRole("button", { name: /read correctly$/ })
        .first()
        .click();
      await expect(page.getByText("as it came")).toBeVisible();
      await expectNoViolations("history");

      await page.goto(`${taught.url}/#/gallery`);
      await page.getByLabel("only mine").check();
      await expect(page.getByRole("button", { name: /^Take back/ }).first()).toBeVisible();
      await expectNoViolations("gallery");

      await page.goto(`${taught.url}/#/hand`);
      await page.getByRole("button", { name: "Show my key" }).click();
      await expect(page.getByRole("img", { name: /^Your key as a QR code/ })).toBeVisible();
      await page.getByRole("button", { name: "Forget my hand" }).click();
      await expect(page.getByRole("button", { name: "No, keep it" })).toBeFocused();
      await expectNoViolations("hand");

      await page.goto(`${taught.url}/#/learn`);
      await page.getByRole("button", { name: "10 steps" }).click();
      await expect(page.getByText(/^Of 400 other digits/)).toBeVisible();
      await expectNoViolations("learn");
    });
  });
}
