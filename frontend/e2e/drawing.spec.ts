/** Mouse and keyboard on the sheet. */

import { expect, test } from "./test";

test.beforeEach(async ({ program, sheet }) => {
  await sheet.open(program);
});

test("the guess comes after every stroke, with ten outputs, and goes with the ink", async ({
  page,
  sheet,
  written,
}) => {
  for (const [i, stroke] of written(4).strokes.entries()) {
    await sheet.drawStroke(stroke);
    await expect(page.getByRole("img", { name: i === 0 ? /1 stroke$/ : /\d strokes$/ })).toBeVisible();
    await sheet.read();
  }
  const percentages = page.getByRole("listitem").filter({ hasText: /\d%$/ });
  await expect(percentages).toHaveCount(10);
  await page.getByRole("button", { name: "Clear" }).click();
  await sheet.expectNoInk();
  await expect(percentages).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Yes/ })).toHaveCount(0);
});

test("undo takes the newest stroke away, and the guess follows", async ({ page, sheet }) => {
  await sheet.drawStroke([
    [0.3, 0.2],
    [0.3, 0.8],
  ]);
  const nBefore = await sheet.nInkPixels();
  await sheet.drawStroke([
    [0.6, 0.2],
    [0.6, 0.8],
  ]);
  await expect.poll(() => sheet.nInkPixels()).toBeGreaterThan(nBefore);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => sheet.nInkPixels()).toBe(nBefore);
  await sheet.read();
  await page.keyboard.press("Control+z");
  await sheet.expectNoInk();
  await expect(sheet.words).toHaveAttribute("data-state", "blank");
});

test("a tap leaves a dot, and a stroke may begin and end beyond the sheet, which selects nothing", async ({
  page,
  sheet,
}) => {
  await sheet.drawStroke([[0.5, 0.5]]);
  await sheet.expectInk();
  await sheet.drawStroke([
    [0.2, 0.5],
    [0.2, 0.8],
    [-0.1, 0.8],
  ]);
  await expect(page.getByRole("img", { name: /2 strokes$/ })).toBeVisible();
  await sheet.drawStroke([
    [1.02, 0.3],
    [0.8, 0.3],
    [0.8, 0.8],
  ]);
  await expect(page.getByRole("img", { name: /3 strokes$/ })).toBeVisible();
  await sheet.drawStroke([
    [1.07, 0.4],
    [0.6, 0.5],
    [0.6, 0.9],
  ]);
  expect(await page.evaluate(() => String(getSelection()))).toBe("");
  await sheet.read();
});

test("the other mouse buttons do not draw", async ({ page, sheet }) => {
  await sheet.canvas.click({ button: "right" });
  await page.keyboard.press("Escape");
  await sheet.canvas.click({ button: "middle" });
  await expect(page.getByRole("button", { name: "Clear" })).toHaveCount(0);
});

test("keys correct, confirm, clear and undo, unless a control needs them or they are switched off", async ({
  page,
  sheet,
  written,
}) => {
  await sheet.drawAndRead(written(0));
  await page.keyboard.press("Escape");
  await sheet.expectNoInk();

  await sheet.drawAndRead(written(0));
  await page.keyboard.press("0");
  await expect(sheet.words).toContainText("Thank you for the 0.");
  await sheet.expectNoInk();

  const guess = await sheet.drawAndRead(written(1));
  await page.keyboard.press("Enter");
  await expect(sheet.words).toContainText(`Thank you for the ${guess}.`);

  await sheet.drawAndRead(written(1));
  await page.getByRole("link", { name: "API" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
  await page.keyboard.press("1");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Clear" })).toBeEnabled();
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).check();
});

test("Enter after a stroke confirms the guess, though another button was pressed before", async ({
  page,
  sheet,
  written,
}) => {
  await sheet.drawStroke([[0.5, 0.5]]);
  await page.getByRole("button", { name: "Clear" }).click();
  const guess = await sheet.drawAndRead(written(7));
  await page.keyboard.press("Enter");
  await expect(sheet.words).toContainText(`Thank you for the ${guess}.`);
});

test("Enter while a stroke is still being read confirms nothing: the guess shown is of the drawing before it", async ({
  page,
  sheet,
  written,
}) => {
  const [first, ...others] = written(4).strokes;
  await sheet.drawStroke(first ?? []);
  await sheet.read();
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/predictions", async (route) => {
    await held;
    await route.continue();
  });
  await sheet.drawStroke(others[0] ?? [[0.5, 0.5]]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("There is no guess to confirm yet.");
  answer();
  await sheet.read();
  await page.keyboard.press("Enter");
  await expect(sheet.words).toContainText("Thank you for the");
});

test("everything is reached and used by keyboard alone", async ({ page, sheet, written }) => {
  await sheet.drawAndRead(written(2));
  await page.getByRole("link", { name: "Learn" }).focus();
  const reached: string[] = [];
  for (let i = 0; reached.at(-1) !== "It is a 9" && i < 20; i += 1) {
    await page.keyboard.press("Tab");
    reached.push(
      await page.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      ),
    );
  }
  expect(reached.slice(0, 4)).toEqual(["Photo", "Undo", "Clear", "The network at work: look inside"]);
  expect(reached[4]).toMatch(/^(Yes, it is|It’s) an? \d$/);
  expect(reached.slice(-10)).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `It is ${n === 8 ? "an" : "a"} ${n}`),
  );
  await page.getByRole("button", { name: "It is a 2", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(sheet.words).toContainText("Thank you for the 2.");
});

test("a blank sheet is not sent, and the page says what to do", async ({ page, sheet }) => {
  let nSent = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/api/digits") && request.method() === "POST") nSent += 1;
  });
  for (const answer of ["Enter", "7"]) {
    await page.keyboard.press(answer);
    await expect(sheet.words).toContainText("Draw a digit first");
  }
  await expect(page.getByRole("button", { name: /^It is an? \d$/ })).toHaveCount(0);
  expect(nSent).toBe(0);
});

test.describe("with a window", () => {
  // Neither an emulated size nor an emulated density, of which the browser does not tell the page.
  test.use({ viewport: null });

  test("the ink has every pixel of the screen, also where the window comes to a finer one during a stroke", async ({
    page,
    context,
    sheet,
  }) => {
    const browser = await context.newCDPSession(page);
    const { windowId } = await browser.send("Browser.getWindowForTarget");
    await browser.send("Browser.setWindowBounds", { windowId, bounds: { width: 1300, height: 1000 } });
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1300);
    await expect.poll(async () => (await sheet.width()).own).toBe(430);
    const [from, to] = await sheet.toPage([
      [0.3, 0.3],
      [0.3, 0.7],
    ]);
    if (from === undefined || to === undefined) throw new Error("wanted two points");
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to);
    await sheet.expectInk();
    const nBefore = await sheet.nInkPixels();

    // A second screen takes most of the window. What is laid out in points stays as it was.
    const bounds = { left: 800, top: 0, width: 4000, height: 3000 };
    const { screenInfo } = await browser.send("Emulation.addScreen", { ...bounds, devicePixelRatio: 2 });
    await expect.poll(() => sheet.width()).toEqual({ own: 860, onScreen: 860, onPage: 430 });
    await expect.poll(() => sheet.nInkPixels()).toBeGreaterThan(3 * nBefore);
    await page.mouse.up();
    await expect(page.getByRole("img", { name: /1 stroke$/ })).toBeVisible();
    await browser.send("Emulation.removeScreen", { screenId: screenInfo.id });
  });
});
