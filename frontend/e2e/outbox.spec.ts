/** A verified digit is never lost, and never counted twice. */

import type { Request } from "@playwright/test";
import { expect, test } from "./test";
import { thanks } from "./thanks";

test.use({ mayComplain: /Failed to load resource: net::ERR_/ });

test("a digit confirmed while the server is down is one row once it is up, after a reload too", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await page.goto(program.url);
  await sheet.drawAndRead(written(7));
  await program.kill();
  await sheet.choose(7);
  await expect(page.getByText("1 digit waits to be sent.")).toBeVisible();

  await expect(page.reload()).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  await page.waitForURL("chrome-error://chromewebdata/");
  await program.startAgain();
  await page.goto(program.url);
  await expect(sheet.words).toContainText("Thank you for the 7.");
  await expect(page.getByText("1 digit waits to be sent.")).toBeHidden();
  expect(await program.nDigits()).toBe(1);
});

test("the page says that the server is away, and reads and sends without a reload when it is back", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  await program.kill();
  await sheet.draw(written(1));
  await expect(sheet.words).toContainText("The server does not answer");
  await page.keyboard.press("1");
  await expect(page.getByText("1 digit waits to be sent.")).toBeVisible();
  await sheet.draw(written(1));
  await expect(page.getByText("this may be out of date")).toBeVisible();

  await program.startAgain();
  await sheet.read();
  await sheet.choose(1);
  await expect(page.getByText("2 of 10 until the network learns again")).toBeVisible();
  await expect(page.getByText(/to be sent\./)).toBeHidden();
  expect(await program.nDigits()).toBe(2);
});

test("while the server is away, a guess of fewer strokes is neither shown nor confirmed, and a yes is answered", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  await sheet.drawAndRead(written(7));
  await expect(page.locator("[data-answered=true]")).toBeVisible();
  await program.kill();
  await sheet.drawStroke([
    [0.35, 0.5],
    [0.65, 0.5],
  ]);
  await expect(sheet.words).toContainText("The server does not answer");
  await expect(sheet.guess).toBeHidden();
  await expect(page.locator("[data-answered=true]")).toBeHidden();
  await expect(page.getByRole("img", { name: /^The drawing, / })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Yes/ })).toBeDisabled();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("There is no guess to confirm yet.");

  await program.startAgain();
  await sheet.read();
  await expect(page.getByRole("alert")).toBeEmpty();
  await expect(page.getByRole("button", { name: /^Yes|^It’s/ }).first()).toBeEnabled();
});

test("a digit whose answer was lost on the way is one row", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await page.goto(program.url);
  const keys: (string | undefined)[] = [];
  await page.route("**/api/digits", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) {
      await route.continue();
      return;
    }
    await route.fetch();
    await route.abort();
  });
  await sheet.drawAndRead(written(7));
  await sheet.choose(7);
  await expect(page.getByText("1 of 10 until the network learns again")).toBeVisible();
  await expect(sheet.words).toContainText(thanks("7."));
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await program.nDigits()).toBe(1);
});

test("two tabs that send a digit at the same time make one row of it", async ({
  page,
  context,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  const other = await context.newPage();
  const sent: Request[] = [];
  await context.route("**/api/digits", async (route) => {
    sent.push(route.request());
    await expect.poll(() => sent.length).toBe(2); // the first waits for the second
    await route.continue();
  });

  await page.goto(program.url);
  await sheet.drawAndRead(written(7));
  await sheet.choose(7);
  await expect.poll(() => sent.length).toBe(1);
  await other.goto(program.url);

  for (const tab of [page, other]) {
    await expect(tab.getByText("1 of 10 until the network learns again")).toBeVisible();
  }
  expect(sent.map((request) => request.frame().page())).toEqual([page, other]);
  expect(await program.nDigits()).toBe(1);
});
