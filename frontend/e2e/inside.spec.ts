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
  await expect(page.getByText(/^(It reads|It is not sure; perhaps|Perhaps) an? \d/)).toBeVisible();
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

test("a unit is looked at closely, two versions are compared, and both have an address", async ({
  page,
  taught,
}) => {
  await page.getByRole("button", { name: "Unit 12" }).click();
  const detail = page.getByRole("region", { name: "Unit 12" });
  await expect(detail.getByText("One of the thirty: the one that you chose.")).toBeVisible();
  await expect(detail.getByRole("heading", { level: 3 })).toHaveText([
    "What it looks for",
    "How much of that your drawing has",
    "What it tells the ten outputs",
  ]);
  await expect(detail.getByText(/^Blue: with ink here the unit is lit/)).toBeVisible();
  await expect(detail.getByRole("img", { name: /, made up$/ })).toHaveCount(6);
  await page.getByLabel("Show").selectOption("the raw weights");
  await expect(page.getByText(/They look like noise/)).toBeVisible();
  await page.getByLabel("Show").selectOption("1");
  await expect(page.getByText(/^What has been learned since version 1/)).toBeVisible();
  await expect(detail.getByRole("heading", { name: "What changed since version 1" })).toBeVisible();
  await expect(detail.getByText(/^Blue: this weight has grown since version 1/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Unit \d+/ })).toHaveCount(30);
  await expect(page).toHaveURL(`${taught.url}/#/inside/12?since=1`);
  await page.reload();
  await expect(detail.getByText(/^Blue: this weight has grown since version 1/)).toBeVisible();
});

test("one number is followed to the output, and broken units silence the network", async ({
  page,
  sheet,
  written,
}) => {
  await sheet.draw(written(7));
  await expect(page.getByText(/^It reads a 7\.$/)).toBeVisible();
  const followed = page.getByRole("region", { name: "One number, followed through" });
  const steps = followed.getByRole("listitem");
  await expect(steps).toHaveCount(7);
  const numbers = async (step: number) =>
    ((await steps.nth(step).textContent()) ?? "")
      .replaceAll("−", "-")
      .match(/-?\d+\.\d\d/g)
      ?.map(Number) ?? [];
  const [, ink = 0, weight = 0, product = 0] = await numbers(1);
  expect(Math.abs(ink * weight - product)).toBeLessThan(0.02);
  await followed.getByRole("button", { name: "Another pixel" }).click();
  expect((await numbers(1)).slice(1)).not.toEqual([ink, weight, product]);
  const total = (await numbers(6))[1] ?? 0;
  const name = `Output 7: ${Math.round(total * 100)}%`;
  await expect(page.getByRole("button", { name })).toBeVisible();

  const all = page.getByText(/^With all units on it reads \d+ of 400 made-up test digits\.$/);
  await expect(all).toBeVisible();
  const nRead = async () =>
    Number(/reads (\d+)/.exec((await page.getByText(/made-up test digits/).textContent()) ?? "")?.[1]);
  const nAtFirst = await nRead();
  expect(nAtFirst).toBeGreaterThan(380);
  for (const nOff of [5, 10, 15, 20, 25, 30]) {
    await page.getByRole("button", { name: "Switch off 5 at random" }).click();
    await expect(page.getByText(`With ${nOff} units off it reads`).first()).toBeVisible();
  }
  expect(await nRead()).toBeLessThan(100); // With every unit dark it says the same of all.
  await page.getByRole("button", { name: "All on again" }).click();
  await expect(all).toBeVisible();
  await expect(page.getByText(/^It reads a 7\.$/)).toBeVisible();
});

test.describe("without a server", () => {
  test.use({ mayComplain: /Failed to load resource/ });

  test("the page comes back by itself, and lights up what was drawn", async ({
    page,
    context,
    taught,
    sheet,
    written,
  }) => {
    await context.route("**/api/**", (route) => route.abort());
    await page.goto("about:blank");
    await page.goto(`${taught.url}/#/inside`);
    await sheet.draw(written(7));
    await expect(page.getByText(/^(Fetching the weights|The server does not answer)/).first()).toBeVisible();
    await context.unroute("**/api/**");
    await expect(page.getByRole("button", { name: /^Unit \d+: lit \d+%/ })).toHaveCount(30);
    await expect(page.getByText("It reads a 7.")).toBeVisible();
  });
});

test("what is drawn here lies on the sheet of the drawing page, too", async ({ page, sheet, written }) => {
  await sheet.draw(written(1));
  await page.getByRole("link", { name: "Draw" }).click();
  await sheet.expectInk();
  await sheet.read();
});
