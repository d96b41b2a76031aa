/** Fingers on a phone: touch events as the browser gets them from the screen, not a mouse. */

import { drawWithFinger, phone, swipe, touch } from "./fingers";
import type { Point } from "./penStrokes";
import { expect, test } from "./test";

test.use(phone);

const upwards: readonly Point[] = Array.from({ length: 12 }, (_, i): Point => [0.5, 0.9 - i * 0.07]);

test.beforeEach(async ({ program, sheet }) => {
  await sheet.open(program);
});

test("a finger draws, the page does not scroll, and a tap confirms", async ({
  page,
  sheet,
  written,
  context,
}) => {
  const screen = await context.newCDPSession(page);
  await drawWithFinger(screen, sheet, written(7));
  const guess = await sheet.read();
  await swipe(screen, await sheet.toPage(upwards));
  await page.getByRole("button", { name: "Undo" }).tap();
  await sheet.read();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.getByRole("button", { name: `Yes, it is ${guess === 8 ? "an" : "a"} ${guess}` }).tap();
  await expect(sheet.words).toContainText(`Thank you for the ${guess}.`);
  await sheet.expectNoInk();
});

test("the first tap after a stroke that was let go in full swing counts", async ({
  page,
  sheet,
  context,
}) => {
  const screen = await context.newCDPSession(page);
  await swipe(screen, await sheet.toPage(upwards));
  await page.getByRole("button", { name: "Clear" }).tap();
  await sheet.expectNoInk();
});

test("Enter after a finger's stroke confirms the guess, though a button was tapped before", async ({
  page,
  sheet,
  written,
  context,
}) => {
  const screen = await context.newCDPSession(page);
  await drawWithFinger(screen, sheet, written(3));
  await sheet.read();
  await page.getByRole("button", { name: "Clear" }).tap();
  await sheet.expectNoInk();
  await page.evaluate(() => {
    scrollTo(0, 0); // the tap had scrolled to its button
  });
  await drawWithFinger(screen, sheet, written(7));
  const guess = await sheet.read();
  await page.keyboard.press("Enter");
  await expect(sheet.words).toContainText(`Thank you for the ${guess}.`);
});

test("a stroke may begin just beside the sheet", async ({ page, sheet, context }) => {
  const screen = await context.newCDPSession(page);
  const inwards = Array.from({ length: 8 }, (_, i): Point => [1.03 - i * 0.07, 0.5]);
  await swipe(screen, await sheet.toPage(inwards));
  await expect(page.getByRole("img", { name: /1 stroke$/ })).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toBe("");
});

test("a finger beside the sheet scrolls the page as ever", async ({ page, context }) => {
  const screen = await context.newCDPSession(page);
  await swipe(
    screen,
    Array.from({ length: 12 }, (_, i): Point => [180, 600 - i * 40]),
  );
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
});

test("a second finger neither draws nor disturbs the first", async ({ page, sheet, context }) => {
  const screen = await context.newCDPSession(page);
  const [first, second] = await sheet.toPage([
    [0.3, 0.3],
    [0.7, 0.3],
  ]);
  if (first === undefined || second === undefined) throw new Error("wanted two points");
  await touch(screen, "touchStart", [1, ...first]);
  await touch(screen, "touchStart", [1, ...first], [2, ...second]);
  await touch(screen, "touchMove", [1, first[0], first[1] + 90], [2, second[0], second[1] + 90]);
  await touch(screen, "touchEnd");
  await expect(page.getByRole("img", { name: /1 stroke$/ })).toBeVisible();
  const { left, right } = await sheet.ink();
  expect(left).toBeGreaterThan(0);
  expect(right).toBe(0);
});

test("the ink has every pixel of the screen", async ({ sheet }) => {
  const { own, onScreen } = await sheet.width();
  expect(own).toBe(onScreen);
});

test("nothing is wider than the narrowest phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
