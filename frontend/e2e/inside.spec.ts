/** The page Inside: thirty hidden units, lit while one draws. */

import { asList, asRecord, jsonOf, type Json } from "./json";
import { expect, test } from "./test";

test.beforeEach(async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/inside`);
  await expect(page.getByRole("button", { name: /^Unit \d+/ })).toHaveCount(30);
});

test("thirty units are lit by the drawing, and say what they add for a digit", async ({
  page,
  sheet,
  written,
}) => {
  await expect(page.getByText("Draw a digit, and it lights up.").first()).toBeVisible();
  await sheet.draw(written(7));
  await expect(page.getByText(/^(It reads|It is not sure; perhaps) an? \d\.$/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Unit \d+: lit \d+%, says \S+ for \d$/ })).toHaveCount(30);
  await page.getByRole("button", { name: /^Output 3/ }).click();
  await expect(page.getByRole("button", { name: /^Unit \d+: lit \d+%, says \S+ for 3$/ })).toHaveCount(30);
  await expect(page.getByText(/^For a 3: the bias/)).toBeVisible();
});

test("the sum that is shown is the output that the server gives", async ({ page, sheet, written }) => {
  let last: Json | null = null;
  page.on("response", async (response) => {
    if (response.url().endsWith("/api/activations")) last = await jsonOf(response);
  });
  await sheet.draw(written(0));
  await expect(async () => {
    const { digit, confidences } = asRecord(last);
    const output = Number(asList(confidences)[Number(digit)]);
    const name = `Output ${Number(digit)}: ${Math.round(output * 100)}%`;
    await expect(page.getByRole("button", { name })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.removeAllListeners("response", { behavior: "wait" }); // An answer may still be on its way.
});

test("a unit is looked at closely, and two versions are compared", async ({ page }) => {
  await page.getByRole("button", { name: "Unit 12" }).click();
  await expect(page.getByRole("region", { name: "Unit 12" })).toBeVisible();
  await page.getByLabel("Show").selectOption("1");
  await expect(page.getByText(/^What has been learned since version 1/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Unit \d+/ })).toHaveCount(30);
});

test("what is drawn here lies on the sheet of the drawing page, too", async ({ page, sheet, written }) => {
  await sheet.draw(written(1));
  await page.getByRole("link", { name: "Draw" }).click();
  await sheet.expectInk();
  await sheet.read();
});
