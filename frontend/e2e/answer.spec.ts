/** The guess while the pen moves, where it is unsure, and where it sees no digit. */

import { jsonOf } from "./json";
import { expect, test } from "./test";

test.beforeEach(async ({ program, sheet }) => {
  await sheet.open(program);
});

test("the guess comes while the pen is down, by one request at a time; a finished stroke waits for none", async ({
  page,
  sheet,
  written,
}) => {
  await page.mouse.move(5, 5);
  await page.mouse.down(); // a first touch ends the writing of the other hand, which is read by requests of its own
  await page.mouse.up();
  let nUnderWay = 0;
  let nMost = 0;
  let mayAnswer = Promise.resolve();
  await page.route("**/api/predictions", async (route) => {
    nUnderWay += 1;
    nMost = Math.max(nMost, nUnderWay);
    await mayAnswer;
    const response = await route.fetch();
    nUnderWay -= 1; // before the page has the answer, upon which it may send the next at once
    await route.fulfill({ response });
  });
  const [first, ...others] = await sheet.toPage(written(3).strokes[0] ?? []);
  if (first === undefined) throw new Error("wanted a stroke");
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point);
  await expect(sheet.words).toHaveAttribute("data-state", "drawing");
  await expect(page.getByRole("listitem").filter({ hasText: /\d%$/ })).toHaveCount(10);
  await page.keyboard.press("Enter"); // must confirm nothing: the stroke has not ended

  let answerAll: (() => void) | undefined;
  mayAnswer = new Promise((resolve) => {
    answerAll = resolve;
  });
  await expect(async () => {
    for (const point of others.toReversed()) await page.mouse.move(...point);
    expect(nUnderWay).toBe(1); // its answer is held from now on
  }).toPass();
  expect(nMost).toBe(1);
  await page.mouse.up();
  await expect.poll(() => nUnderWay).toBe(2);
  answerAll?.();
  await sheet.read();
  expect(nMost).toBe(2);
});

test("in two minds, it offers its two best, each with one tap", async ({ page, sheet, written }) => {
  await page.route("**/api/predictions", async (route) => {
    const answer = await jsonOf(await route.fetch());
    const confidences = [0, 0.31, 0, 0, 0, 0, 0, 0.4, 0, 0];
    await route.fulfill({ json: { ...answer, digit: 7, certain: false, confidences } });
  });
  await sheet.drawAndRead(written(7));
  await expect(sheet.words).toHaveText("Not sure. Perhaps a 7, or a 1.");
  await expect(page.getByText("not probabilities")).toBeVisible();
  await expect(page.getByRole("button", { name: "It’s a 7" })).toBeVisible();
  await page.getByRole("button", { name: "It’s a 1" }).click();
  await expect(sheet.words).toContainText("Thank you for the 1.");
  await sheet.expectNoInk();
});

test("of a scribble it says kindly that it sees no digit", async ({ page, sheet }) => {
  await page.route("**/api/predictions", async (route) => {
    const answer = await jsonOf(await route.fetch());
    const confidences = Array.from({ length: 10 }, () => 0.01);
    await route.fulfill({ json: { ...answer, certain: false, confidences } });
  });
  await sheet.drawStroke([
    [0.2, 0.2],
    [0.8, 0.8],
    [0.2, 0.8],
    [0.8, 0.2],
    [0.5, 0.9],
  ]);
  await expect(sheet.words).toContainText("I cannot make out a digit");
  await expect(page.getByRole("button", { name: "Yes, it is right" })).toBeDisabled();
});
