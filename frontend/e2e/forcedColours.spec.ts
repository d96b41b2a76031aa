/** In forced colours, which take backgrounds away, everything that carries data or a choice is still seen. */

import { violations } from "./axe";
import { bars, barsAsGround, choices, coloursAt, unseenChoices } from "./colours";
import { asList, asRecord, jsonOf } from "./json";
import { expect, test } from "./test";

test.use({ contextOptions: { forcedColors: "active", reducedMotion: "reduce" } });

test("every bar, every choice, and the marks of misread and waiting digits are seen in forced colours", async ({
  page,
  taughtByMe: taught,
  sheet,
  written,
  screenshotPath,
}) => {
  await sheet.open(taught);
  const canvas = await page.evaluate(() => {
    document.body.style.backgroundColor = "Canvas";
    const { backgroundColor } = getComputedStyle(document.body);
    document.body.style.backgroundColor = "";
    return (backgroundColor.match(/\d+/g) ?? []).slice(0, 3).join(",");
  });

  async function expectSeen(state: string, nBars: number, nChoices: number): Promise<void> {
    await expect.poll(async () => (await bars(page)).length, state).toBeGreaterThanOrEqual(nBars);
    await expect.poll(async () => (await choices(page)).length, state).toBeGreaterThanOrEqual(nChoices);
    // The page may still grow: all is looked at anew until it is seen.
    await expect.poll(() => barsAsGround(page, canvas), `bars that are not seen, ${state}`).toEqual([]);
    await expect.poll(() => unseenChoices(page), `choices that are not seen, ${state}`).toEqual([]);
    await page.screenshot({ path: screenshotPath(`forced-${state}.png`), fullPage: true });
    expect(await violations(page), state).toEqual([]);
  }

  await sheet.drawAndRead(written(7));
  await expect(page.getByText(/of your 75 digits/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectSeen("draw-phone", 2, 0); // the bar of an output, and of a version on this hand's digits
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectSeen("draw", 2, 0);
  const labels = page.getByRole("region", { name: "Lately checked" }).getByRole("listitem");
  const underlines = await labels.locator("span:last-child").evaluateAll((spans) =>
    spans.map((span): [number, number] => {
      const { left, bottom, width } = span.getBoundingClientRect();
      return [left + scrollX + width / 2, bottom + scrollY - 1.5];
    }),
  );
  const isUnderlined = (await coloursAt(page, underlines)).map((colour) => colour !== canvas);
  // One drawing in ten only tests the network, and only the key of the installation says which.
  const newest = asList((await jsonOf(await fetch(`${taught.url}/api/digits?limit=10`))).results).map(
    asRecord,
  );
  expect.soft(isUnderlined).toEqual(newest.map(({ is_training_input }, i) => i < 5 && is_training_input));

  await page.goto(`${taught.url}/#/inside`);
  await expect(page.getByRole("button", { name: /^Unit \d+: lit/ })).toHaveCount(30);
  await expectSeen("inside", 25, 2);
  const followed = page.getByRole("region", { name: "One number, followed through" }).locator("canvas");
  const corner = await followed.evaluate((picture) => {
    const { left, top } = picture.getBoundingClientRect();
    return [left + scrollX + 8, top + scrollY + 8] as const;
  });
  expect.soft(await coloursAt(page, [corner]), "the ground of white ink").not.toEqual([canvas]);

  await page.route("**/confusion*", async (route) => {
    const answer = await jsonOf(await route.fetch());
    const matrix = asList(answer.matrix).map(asList);
    const mistaken = matrix.map((row, label) => row.map((n, guess) => (label === 3 && guess === 5 ? 1 : n)));
    await route.fulfill({ json: { ...answer, matrix: mistaken } });
  });
  await page.goto(`${taught.url}/#/history`);
  const mistaken = page.getByRole("button", { name: /read as/ }).first();
  await expect(mistaken).toBeVisible();
  const cell = await mistaken.evaluate((button) => {
    const { left, top, height } = button.getBoundingClientRect();
    return [left + scrollX + 1.5, top + scrollY + height / 2] as const;
  });
  expect.soft(await coloursAt(page, [cell]), "the shade of a cell").not.toEqual([canvas]);
  await mistaken.click();
  await expectSeen("history", 0, 1);

  await page.goto(`${taught.url}/#/gallery`);
  await expect(page.getByRole("img", { name: /^An? \d$/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Only 3" }).click();
  await expectSeen("gallery", 0, 1);

  await page.goto(`${taught.url}/#/hand`);
  await expect(page.getByRole("heading", { name: "Over time" })).toBeVisible();
  await expectSeen("hand", 2, 0);

  await page.goto(`${taught.url}/#/learn`);
  await page.getByRole("button", { name: "10 steps" }).click();
  await expect(page.getByText(/^Of 400 other digits/)).toBeVisible();
  await expectSeen("learn", 10, 1);
});
