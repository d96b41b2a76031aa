/** A class: two phones and a wall on one program, a tablet that is handed on, and the switches of the teacher. */

import type { Page } from "@playwright/test";
import { inBothSchemes, violations } from "./axe";
import { asList, asRecord, jsonOf } from "./json";
import type { Program } from "./program";
import { Sheet } from "./sheet";
import { expect, test } from "./test";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/**
 * Return the milliseconds from the moment when the server had stored a digit until the wall shows it by its hand. The
 * wall's next answer must have it; the time depends on the machine and is only noted.
 */
async function shownAfter_ms(wall: Page, name: string, hand: string, since_ms: number): Promise<number> {
  const asked = await wall.waitForRequest(/\/api\/wall/);
  const answer = await asked.response();
  const { digits } = await jsonOf(new Response(await answer?.text()));
  expect(asList(digits).map((digit) => `A ${String(asRecord(digit).label)}`)).toContain(name);
  await wall.getByRole("listitem", { name: hand }).getByRole("img", { name }).first().waitFor();
  return Date.now() - since_ms;
}

/** Return the names of the digits of each hand on the wall, the newest first. */
function digitsOf(wall: Page): Promise<readonly (readonly (string | null)[])[]> {
  return wall
    .getByRole("list", { name: "Hands" })
    .getByRole("listitem")
    .evaluateAll((hands) =>
      hands.map((hand) =>
        [...hand.querySelectorAll("svg, img")].map((digit) => digit.getAttribute("aria-label")),
      ),
    );
}

/** Return the digit after which the wall asks for new drawings. */
async function afterOf(wall: Page): Promise<number> {
  const asked = await wall.waitForRequest(/\/api\/wall/);
  return Number(new URL(asked.url()).searchParams.get("after"));
}

/** Return the id of the newest digit. */
async function newestOf({ url }: Program): Promise<unknown> {
  const { results } = await jsonOf(await fetch(`${url}/api/digits?limit=1`));
  return asRecord(asList(results)[0]).id;
}

test("two phones see their own digits on the wall with the next answer, until the teacher freezes and clears it", async ({
  page: wall,
  browser,
  startProgram,
  written,
  screenshotPath,
}, testInfo) => {
  const program = await startProgram({ DIGITS_ALLOWED_HOSTS: "127.0.0.1,192.168.1.5" });
  await wall.setViewportSize({ width: 1920, height: 1080 });
  await wall.goto(`${program.url}/wall`);
  await expect(wall.getByText("Whoever draws a digit")).toBeVisible();
  await expect(
    wall.getByRole("img", { name: /^The address http:\/\/192\.168\.1\.5:\d+\/ as/ }),
  ).toBeVisible();

  const pages = [await browser.newPage(phone), await browser.newPage(phone)];
  for (const [i, page] of pages.entries()) {
    const sheet = new Sheet(page);
    await sheet.open(program);
    const label = [7, 3][i] ?? 0;
    expect(await sheet.drawAndRead(written(label))).toBe(label);
    const stored = page.waitForResponse((answer) => answer.status() === 201);
    await sheet.confirm();
    await stored;
    const since_ms = Date.now();
    const shown_ms = await shownAfter_ms(wall, `A ${label}`, `Hand ${i + 1}`, since_ms);
    testInfo.annotations.push({ type: "shown after", description: `${shown_ms} ms` });
    console.log(`digit ${label} on the wall after ${shown_ms} ms`);
  }
  await expect(wall.getByText("8 digits more, and the network learns")).toBeVisible();
  // Each hand has its own digits alone, as its pen drew them: answers that bring no new drawing take none away.
  await expect.poll(() => digitsOf(wall)).toEqual([["A 7"], ["A 3"]]);
  await expect.poll(() => afterOf(wall)).toBe(await newestOf(program));
  await expect(wall.getByRole("list", { name: "Hands" }).locator("svg")).toHaveCount(2);
  await inBothSchemes(wall, async (scheme) => {
    await wall.screenshot({ path: screenshotPath(`wall-two-${scheme}.png`) });
    expect(await violations(wall), scheme).toEqual([]);
  });

  // The second phone is handed on: a third hand, and below the second again.
  const [, tablet] = pages;
  if (tablet === undefined) throw new Error("wanted two phones");
  await tablet.goto(`${program.url}/#/hand`);
  await tablet.getByRole("button", { name: "I am someone else" }).click();
  await expect(tablet.getByText("From now on this browser draws for a new hand.")).toBeVisible();
  await tablet.goto(`${program.url}/#/`);
  const sheet = new Sheet(tablet);
  expect(await sheet.drawAndRead(written(0))).toBe(0);
  await sheet.confirm();
  await expect(wall.getByRole("listitem", { name: "Hand 3" })).toBeVisible();

  await program.manage([
    "shell",
    "-v0",
    "-c",
    "from backend.digits.services.moderation import wall; wall.freeze(by='t')",
  ]);
  await expect(wall.getByText("The wall stands still")).toBeVisible();
  await tablet.goto(`${program.url}/#/hand`);
  await tablet.getByRole("button", { name: "Draw as this hand" }).click();
  await expect(tablet.getByText("This browser now draws for the hand of that key.")).toBeVisible();
  await tablet.goto(`${program.url}/#/`);
  expect(await sheet.drawAndRead(written(6))).toBe(6);
  await sheet.confirm();
  await expect(wall.getByText("6 digits more, and the network learns")).toBeVisible();
  await expect(wall.getByRole("img", { name: "A 6" })).toHaveCount(0);
  await program.manage([
    "shell",
    "-v0",
    "-c",
    "from backend.digits.services.moderation import wall; wall.go_on(by='t')",
  ]);
  await expect.poll(() => digitsOf(wall)).toEqual([["A 7"], ["A 6", "A 3"], ["A 0"]]);
  await program.manage([
    "shell",
    "-v0",
    "-c",
    "from backend.digits.services.moderation import wall; wall.clear(by='t')",
  ]);
  await expect(wall.getByText("Whoever draws a digit")).toBeVisible();
  expect(await program.nDigits()).toBe(4); // they left the wall alone
  for (const page of pages) await page.close();
});

test("the wall is found from Learn, and fits a phone", async ({
  page,
  startProgram,
  written,
  screenshotPath,
}) => {
  const program = await startProgram();
  const data = { strokes: written(7).strokes, label: 7 };
  expect((await page.request.post(`${program.url}/api/digits`, { data })).status()).toBe(201);
  await page.setViewportSize(phone.viewport);
  await page.goto(`${program.url}/#/learn`);
  await page.getByRole("link", { name: "The wall: a page for the projector of a class" }).click();
  const parts = [
    page.getByRole("heading", { name: "Ductus" }),
    page.getByText("9 digits more, and the network learns"),
    page.getByRole("list", { name: "Versions" }),
    page.getByText("Only this machine finds the page."),
    page.locator("main canvas, main figure").first(),
    page.getByLabel("It reads a 7."),
    page.getByRole("listitem", { name: "Hand 1" }),
  ];
  for (const part of parts) {
    await part.scrollIntoViewIfNeeded();
    await expect(part).toBeInViewport({ ratio: 0.99 });
  }
  await page.screenshot({ path: screenshotPath("wall-phone.png"), animations: "disabled" });
  expect(await page.locator("main").evaluate((wall) => wall.scrollWidth - wall.clientWidth)).toBe(0);
});
