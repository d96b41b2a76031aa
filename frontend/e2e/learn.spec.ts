/** The page Learn: sliders, plots, and a sandbox that learns in a copy. */

import { expect, test } from "./test";

test("the sandbox takes steps in a private copy: cost and outputs move, the served network does not", async ({
  page,
  taught,
  sheet,
  written,
}) => {
  const served = async () => await (await page.request.get(`${taught.url}/api/model`)).text();
  const before = await served();
  await page.goto(`${taught.url}/#/learn`);
  await expect(page.getByText("Draw a digit first.")).toBeVisible();
  await sheet.draw(written(7));
  await page.getByRole("radio", { name: "4" }).click({ force: true });
  await expect(page.getByText("0 steps taken in a private copy.")).toBeVisible();
  const cost = page.getByText(/^Cost of your drawing: \d/);
  const costs = async () => (await cost.textContent())?.match(/[\d.]+/g)?.map(Number) ?? [];
  await page.getByRole("button", { name: "One step" }).last().click();
  await expect(page.getByText("1 step taken in a private copy.")).toBeVisible();
  await expect.poll(async () => costs().then(([first = 0, last = 0]) => first > last)).toBe(true);
  const [, afterOne = 0] = await costs();
  await page.getByRole("button", { name: "10 steps" }).click();
  await expect.poll(async () => costs().then(([, last = 0]) => last < afterOne)).toBe(true);
  await expect(page.getByText(/^Of 400 other digits, it reads \d+; before, \d+\.$/)).toBeVisible();
  await page.getByLabel("Rehearse nine known digits in every step").check();
  await page.getByRole("button", { name: "Start again" }).last().click();
  await expect(page.getByText("0 steps taken in a private copy.")).toBeVisible();
  await sheet.draw(written(1));
  await expect(page.getByRole("radio", { name: "4" })).toBeChecked();
  await page.getByRole("button", { name: "Clear" }).first().click();
  await expect(page.getByRole("radio", { name: "3" })).toBeChecked();
  expect(await served()).toBe(before);
});

test("the neuron, the cost and the descent answer their sliders, by keyboard", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/learn`);
  await page.getByRole("slider", { name: "Weight" }).focus();
  await page.keyboard.press("Home");
  await expect(page.getByText(/^-8.00 × 0.80 \+ -2.00 = -8.40, squeezed to 0.00$/)).toBeVisible();
  await page.getByRole("slider", { name: "Output" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByText("An output of 1.00 where 1 was right costs 0.00")).toBeVisible();
  await page.getByRole("button", { name: "One step" }).first().click();
  await expect(page.getByText(/^1 step taken; the cost is \d/)).toBeVisible();
});
