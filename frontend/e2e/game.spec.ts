/** The game of sixty seconds: nothing is stored unless its person says so, and it is played by keyboard, too. */

import { violations } from "./axe";
import { expect, test } from "./test";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("ten digits are asked for and read; what is ticked is stored only when its person says so", async ({
  page,
  startProgram,
  sheet,
  written,
  screenshotPath,
}) => {
  const program = await startProgram();
  await page.goto(`${program.url}/#/hand`);
  await page.getByRole("link", { name: "A game of sixty seconds" }).click();
  await expect(page).toHaveTitle("Sixty seconds · Ductus");
  await expect(page.getByText("You have no best yet.")).toBeVisible();
  await page.getByRole("button", { name: "Start" }).press("Enter");
  const asked = page.getByRole("status").filter({ hasText: /^Write an? \d$/ });
  const verdicts = page.getByRole("list", { name: "Read so far" }).getByRole("listitem");
  const done = page.getByRole("button", { name: "Done" });
  await expect(done).toBeDisabled();
  for (let n = 0; n < 10; n += 1) {
    await expect(page.getByText(`${n + 1} of 10`)).toBeVisible();
    const label = Number(/\d/.exec((await asked.textContent()) ?? "")?.[0]);
    await sheet.draw(written(label));
    if (n === 0) {
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: screenshotPath("game.png") });
      await done.click();
      await expect(verdicts).toHaveCount(1);
    } else await page.keyboard.press("Enter");
  }
  await expect(page.getByText(/^\d+ of your 10 digits read at first sight\.$/)).toBeVisible();
  await expect(page.getByText("That is your best.")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: screenshotPath("game-over.png"), fullPage: true });
  expect(await program.nDigits()).toBe(0);

  for (const label of [0, 1]) await page.getByRole("checkbox", { name: `It is a ${label}` }).uncheck();
  await page.getByRole("button", { name: "Keep these 8 digits" }).click();
  await expect(page.getByText("Kept: 8 digits. Thank you.")).toBeVisible();
  await expect.poll(() => program.nDigits()).toBe(8);
  await page.goto(program.url);
  await page.goto(`${program.url}/#/game`);
  await expect(page.getByText(/^Your best so far: \d+ of 10 in \d+ s/)).toBeVisible();
});

test("by keyboard a sample is written for each digit, and such a game is nobody's best", async ({
  page,
  program,
  sheet,
}) => {
  await page.goto(`${program.url}/#/game`);
  const nBefore = await program.nDigits();
  await page.getByRole("button", { name: "Start" }).press("Enter");
  for (let n = 0; n < 10; n += 1) {
    await expect(page.getByText(`${n + 1} of 10`)).toBeVisible();
    await page.getByRole("button", { name: "Write a sample for me" }).press("Enter");
    await expect(page.getByRole("img", { name: /^Sheet to draw/ })).toBeFocused();
    if (n === 0) await sheet.drawStroke([[0.1, 0.1]]); // a dot makes no sample one's own
    await page.keyboard.press("Enter");
  }
  await expect(page.getByText(/does not count as your best/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Keep/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Play again" }).press("Enter");
  await page.getByRole("button", { name: "Stop" }).press("Enter");
  await expect(page.getByText("You have no best yet.")).toBeVisible();
  expect(await program.nDigits()).toBe(nBefore);
});
