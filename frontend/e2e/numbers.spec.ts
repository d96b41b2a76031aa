/** Numbers: several digits on the sheet, each in its box, confirmed with one tap or corrected one by one. */

import type { CDPSession, Locator, Page } from "@playwright/test";
import { inBothSchemes, violations } from "./axe";
import { drawWithFinger, phone, touch } from "./fingers";
import { line, type Point, type WrittenDigit } from "./penStrokes";
import { photograph } from "./photograph";
import { expect, test } from "./test";

/** Return digits side by side on the sheet. */
function sideBySide(...digits: readonly WrittenDigit[]): WrittenDigit {
  const place = (i: number, [x, y]: Point): Point => [
    (i + 0.5 + (x - 0.5) * 1.1) / digits.length,
    0.5 + ((y - 0.5) * 1.1) / digits.length,
  ];
  return {
    label: Number(digits.map(({ label }) => label).join("")),
    strokes: digits.flatMap(({ strokes }, i) => strokes.map((stroke) => stroke.map((at) => place(i, at)))),
  };
}

/** Two strokes as high as the lines, which one glance may take for a 4. */
const eleven: WrittenDigit = {
  label: 11,
  strokes: [line([0.36, 0.18], [0.36, 0.82]), line([0.64, 0.18], [0.64, 0.82])],
};

const yes = (page: Page, number: string) => page.getByRole("button", { name: `Yes, it is ${number}` });

/** Lay a photograph of 47 on the sheet; return a point in the box of its 7, and the photographed sheet. */
async function photograph47(
  page: Page,
  written: (label: number) => WrittenDigit,
): Promise<{ inSeven: Point; photographed: Locator }> {
  const buffer = await photograph(page, sideBySide(written(4), written(7)));
  await page.locator("input[type=file]").setInputFiles({ name: "47.jpg", mimeType: "image/jpeg", buffer });
  await expect(yes(page, "47")).toBeEnabled();
  const photographed = page.getByRole("img", { name: "Sheet with a photograph of a digit on it" });
  const mark = page.getByRole("button", { name: "Digit 2 of 2, 7: correct it" });
  const box = await mark.locator("..").boundingBox();
  if (box === null) throw new Error("wanted a box around the 7");
  return { inSeven: [box.x + box.width / 2, box.y + box.height / 2], photographed };
}

test("on a photograph, too, a click anywhere in a box selects its digit", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  const { inSeven, photographed } = await photograph47(page, written);
  await page.mouse.click(...inSeven);
  const chosen = page.getByRole("button", { name: /^Digit 2 of 2/, pressed: true });
  await expect(chosen).toBeVisible();
  const colours = () =>
    chosen.evaluate((mark) => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]);
  const atRest = await colours();
  await chosen.hover(); // its digit stays legible
  expect(await colours()).toEqual(atRest);
  await expect(photographed).toBeVisible();
  await page.getByRole("button", { name: "It is a 1", exact: true }).click();
  await yes(page, "41").click();
  await expect.poll(() => program.labels()).toEqual([1, 4]);
});

test("42 is confirmed with one click, 47 corrected to 41 with two, and ten digits in five numbers teach", async ({
  page,
  startProgram,
  sheet,
  written,
  screenshotPath,
}) => {
  const program = await startProgram();
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && /api\/(numbers|digits)$/.test(request.url()))
      posts.push(request.url());
  });
  await sheet.open(program);
  await sheet.draw(sideBySide(written(4), written(2)));
  await expect(yes(page, "42")).toBeEnabled();
  await expect(page.getByText("Shown here: digit 2 of 2, the 2.")).toBeVisible();
  await expect(page.getByText("Each digit of a number is cut out and seen by itself.")).toBeVisible();
  await inBothSchemes(page, async (scheme) => {
    await page.screenshot({ path: screenshotPath(`number-${scheme}.png`) });
    expect(await violations(page), scheme).toEqual([]);
  });
  await yes(page, "42").click();
  await expect(sheet.words).toContainText("Thank you for the 42.");
  await expect.poll(() => program.labels()).toEqual([2, 4]);
  expect(posts).toEqual([`${program.url}/api/numbers`]);

  // Taken back, both go, and the drawing returns.
  await page.getByRole("button", { name: "Take the 42 back" }).click();
  await expect.poll(() => program.labels()).toEqual([]);
  await yes(page, "42").click();
  await expect.poll(() => program.labels()).toEqual([2, 4]);

  await sheet.draw(sideBySide(written(4), written(7)));
  await expect(yes(page, "47")).toBeEnabled();
  const [inSeven] = await sheet.toPage([[0.72, 0.4]]);
  if (inSeven === undefined) throw new Error("wanted a point");
  await page.mouse.click(...inSeven); // anywhere in its box
  await page.getByRole("button", { name: "It is a 1", exact: true }).click();
  await yes(page, "41").click();
  await expect.poll(() => program.labels()).toEqual([1, 4, 2, 4]);

  await sheet.draw(eleven);
  await expect(yes(page, "11")).toBeEnabled();
  await page.keyboard.press("Escape");

  // By the keyboard alone: the number is typed, or a mark is pressed and one digit is typed.
  await sheet.draw(sideBySide(written(3), written(6)));
  await expect(yes(page, "36")).toBeEnabled();
  await page.keyboard.type("58");
  await expect(yes(page, "58")).toBeEnabled();
  await page.getByRole("button", { name: "Digit 2 of 2, 8: correct it" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("6");
  await page.getByRole("button", { name: "Digit 1 of 2, 5: correct it" }).press("Enter");
  await page.keyboard.type("3");
  await sheet.canvas.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => program.labels()).toEqual([6, 3, 1, 4, 2, 4]);

  for (const [first, second] of [
    [9, 0],
    [1, 5],
  ] as const) {
    // prettier-ignore
    await sheet.draw(sideBySide(written(first), written(second)));
    await yes(page, `${first}${second}`).click();
    await sheet.expectNoInk();
  }
  await expect(page.getByText("Version 2 is now reading", { exact: true })).toBeVisible();
});

test.describe("with a finger", () => {
  test.use(phone);

  test("42 is confirmed with one tap, 47 corrected to 41 with two", async ({
    page,
    startProgram,
    sheet,
    written,
    context,
    screenshotPath,
  }) => {
    const program = await startProgram();
    await sheet.open(program);
    const screen: CDPSession = await context.newCDPSession(page);
    await drawWithFinger(screen, sheet, sideBySide(written(4), written(2)));
    await expect(yes(page, "42")).toBeEnabled();
    await page.screenshot({ path: screenshotPath("number-phone.png") });
    await yes(page, "42").tap();
    await expect.poll(() => program.labels()).toEqual([2, 4]);

    await drawWithFinger(screen, sheet, sideBySide(written(4), written(7)));
    await expect(yes(page, "47")).toBeEnabled();
    const [inSeven] = await sheet.toPage([[0.72, 0.4]]);
    if (inSeven === undefined) throw new Error("wanted a point");
    await page.touchscreen.tap(...inSeven);
    await page.screenshot({ path: screenshotPath("number-phone-correct.png") });
    await page.getByRole("button", { name: "It is a 1", exact: true }).tap();
    await yes(page, "41").tap();
    await expect.poll(() => program.labels()).toEqual([1, 4, 2, 4]);

    // Two strokes side by side are two digits, and never one that is certain.
    await drawWithFinger(screen, sheet, eleven);
    await expect(yes(page, "11")).toBeEnabled();
  });

  test("on a photograph, too, a tap in a box selects its digit, and a cancelled touch does nothing", async ({
    page,
    startProgram,
    sheet,
    written,
    context,
  }) => {
    const program = await startProgram();
    await sheet.open(program);
    const { inSeven, photographed } = await photograph47(page, written);
    const screen = await context.newCDPSession(page);
    await touch(screen, "touchStart", [1, ...inSeven]);
    await touch(screen, "touchCancel");
    await expect(photographed).toBeVisible();
    await page.touchscreen.tap(...inSeven);
    await expect(page.getByRole("button", { name: /^Digit 2 of 2/, pressed: true })).toBeVisible();
    await expect(photographed).toBeVisible();
    await page.getByRole("button", { name: "It is a 1", exact: true }).tap();
    await yes(page, "41").tap();
    await expect.poll(() => program.labels()).toEqual([1, 4]);
  });
});

test.describe("where the server is away for a while", () => {
  test.use({ mayComplain: /Failed to load resource/ });

  test("a number that was read stays, and nothing else is asked of it, though reading it again fails", async ({
    page,
    startProgram,
    sheet,
    written,
  }) => {
    await sheet.open(await startProgram());
    await sheet.draw(sideBySide(written(4), written(7)));
    await expect(yes(page, "47")).toBeEnabled();
    await expect(page.getByRole("img", { name: "The drawing, 28×28" })).toHaveCount(0); // of several digits none is shown
    const asked: string[] = [];
    await page.route(/\/api\/(predictions|readings|steps)$/, async (route) => {
      asked.push(new URL(route.request().url()).pathname);
      await route.abort();
    });
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect.poll(() => asked.length).toBeGreaterThan(1); // it is tried again
    await expect(yes(page, "47")).toBeEnabled();
    expect(new Set(asked)).toEqual(new Set(["/api/predictions"]));
  });
});
