/** The page History: versions, confusions, and the drawings behind them. */

import { asList, asRecord, jsonOf } from "./json";
import { expect, test } from "./test";

test("every version is listed with its accuracy, and the one that reads stands out", async ({
  page,
  taught,
}) => {
  await page.goto(`${taught.url}/#/history`);
  await expect(page.getByText("as it came")).toBeVisible();
  const versions = page.getByRole("region", { name: "Versions" }).getByRole("listitem");
  await expect(versions).toHaveCount(8);
  await expect(versions.filter({ hasText: "Reading now" })).toHaveCount(1);
  await expect(versions.first()).toContainText(/test digits/);
  await expect(versions.first()).toContainText(/\d\d(\.\d)?%/);
  await expect(
    page.getByRole("img", { name: /^What every version reads of the same test digits/ }),
  ).toBeVisible();
  await expect(
    page.getByText(/^The version that reads now (was not measured on any yet|gets \d+ of \d+)/),
  ).toBeVisible();
  await page.goto(`${taught.url}/#/history/1`);
  await expect(versions.filter({ hasText: "as it came" })).toBeInViewport();
});

test("a link to a version brings it into sight, also where the list was fetched before", async ({
  page,
  taught,
}) => {
  await page.setViewportSize({ width: 900, height: 500 });
  await page.goto(`${taught.url}/#/history`);
  const first = page.getByRole("listitem").filter({ hasText: "as it came" });
  await expect(first).toBeVisible();
  await page.getByRole("link", { name: "Draw", exact: true }).click();
  await expect(first).toHaveCount(0);
  await page.evaluate(() => {
    location.hash = "#/history/1"; // as the link of an opened drawing does
  });
  await expect(first).toBeInViewport();
});

test("a cell of the confusion matrix opens the drawings behind it", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/history`);
  await page.getByRole("button", { name: /^\d+ × 3, read correctly$/ }).click();
  const drawings = page.getByRole("region", { name: "What it takes for what" }).getByRole("img");
  await expect(drawings.first()).toHaveAccessibleName("a 3, read as a 3");
  await expect
    .poll(() =>
      drawings.first().evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
    )
    .toBeGreaterThan(0);
});

test("a rejected version says why, in the language of the page", async ({ page, taught }) => {
  await page.route("**/api/models?*", async (route) => {
    const { results, next } = await jsonOf(await route.fetch());
    const versions = asList(results);
    const rejected = { ...asRecord(versions[0]), version: 99, status: "rejected", served_since: null };
    const reason = "It reads 4,700 of 5,000 reference digits; at least 4,875 are wanted.";
    const why = { code: "forgot", params: { correct: 4700, count: 5000, wanted: 4875 } };
    await route.fulfill({ json: { next, results: [{ ...rejected, reason, why }, ...versions] } });
  });
  await page.goto(`${taught.url}/#/history`);
  const rejected = page.getByRole("listitem").filter({ hasText: "Not taken" });
  await expect(rejected).toContainText("It reads 4,700 of 5,000 test digits; it should read at least 4,875.");
  await page.getByLabel("Language").selectOption("de");
  await expect(page.getByRole("listitem").filter({ hasText: "Abgelehnt" })).toContainText(
    "Sie liest 4.700 von 5.000 Testziffern; mindestens 4.875 sollten es sein.",
  );
});
