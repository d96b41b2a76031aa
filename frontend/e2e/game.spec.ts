/** The game of sixty seconds: nothing is stored unless its person says so, and it is played by keyboard, too. */

import { violations } from "./axe";
import { asList, asRecord, jsonOf } from "./json";
import { expect, test } from "./test";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("ten digits are asked for and read; what is ticked is stored only when its person says so", async ({
  page,
  context,
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
  const labels: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    await expect(page.getByText(`${n + 1} of 10`)).toBeVisible();
    const label = Number(/\d/.exec((await asked.textContent()) ?? "")?.[0]);
    labels.push(label);
    await sheet.draw(written(label));
    if (n === 0) {
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: screenshotPath("game.png") });
      await done.click();
      await expect(verdicts).toHaveCount(1);
    } else await page.keyboard.press("Enter");
  }
  expect(labels.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await expect(page.getByText("10 of your 10 digits read at first sight.")).toBeVisible();
  const result = await page.getByText(/That is your best\.$/).textContent();
  const time_s = /\d+/.exec(result ?? "")?.[0] ?? "no time";
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: screenshotPath("game-over.png"), fullPage: true });
  expect(await program.nDigits()).toBe(0);

  for (const label of [0, 1]) await page.getByRole("checkbox", { name: `It is a ${label}` }).uncheck();
  await page.getByRole("button", { name: "Keep these 8 digits" }).click();
  await expect(page.getByText("Kept: 8 digits. Thank you.")).toBeVisible();
  await expect.poll(() => program.nDigits()).toBe(8);
  // All were read rightly, so that a drawing which is kept under another's label would be read as another digit.
  const kept = asList((await jsonOf(await fetch(`${program.url}/api/digits`))).results).map(asRecord);
  expect(kept.map(({ label }) => Number(label)).toSorted()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { label, predicted } of kept) expect(predicted, `the ${String(label)}`).toBe(label);

  // The browser remembers it, not this window alone.
  const window = await context.newPage();
  await window.goto(`${program.url}/#/game`);
  await expect(window.getByText(/^Your best so far: /)).toContainText(`: 10 of 10 in ${time_s} s.`);
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
