/** Teaching: taking back, the digit that is asked for, what was learned, and what others teach meanwhile. */

import { phone } from "./fingers";
import { line } from "./penStrokes";
import { asList, asRecord, jsonOf } from "./json";
import { Sheet } from "./sheet";
import { expect, test } from "./test";

test("a digit is taken back with one tap, and lies on the sheet again", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await page.goto(program.url);
  await sheet.drawAndRead(written(7));
  const nBefore = await sheet.nInkPixels();
  await sheet.choose(1);
  await expect(page.getByText("1 of 10 until the network learns again")).toBeVisible();
  expect(await program.nDigits()).toBe(1);
  await page.getByRole("button", { name: "Take the 1 back" }).click();
  await expect(page.getByText("The 1 is taken back, and lies on your sheet again.")).toBeVisible();
  expect(await program.nDigits()).toBe(0);
  await sheet.read();
  expect(await sheet.nInkPixels()).toBe(nBefore);
  await sheet.choose(7);
  await expect(sheet.words).toContainText("Thank you for the 7."); // said at once; the drawing is on its way
  await expect.poll(() => program.nDigits()).toBe(1);
});

for (const { on, ...device } of [{ on: "a desk" }, { on: "a phone", ...phone }])
  test.describe(on, () => {
    test.use(device);

    test(`of a correction that was taken back nothing is said to be learned, on ${on}`, async ({
      page,
      startProgram,
      sheet,
      hand,
    }) => {
      const program = await startProgram();
      await sheet.open(program);
      await hand.write(5);
      expect(await sheet.read()).toBe(5);
      await hand.press(page.getByRole("button", { name: "It is a 3", exact: true }));
      const proof = page.getByRole("img", { name: "A 3 of yours: read as a 5 at first, and as a 3 now" });
      await expect(proof).toBeVisible();
      await expect(page.getByText(/of your 1 digit read at first sight/)).toBeVisible();
      await hand.press(page.getByRole("button", { name: "Take the 3 back" }));
      await expect(page.getByText("The 3 is taken back, and lies on your sheet again.")).toBeVisible();
      await expect(sheet.canvas).toBeFocused();
      await hand.press(page.getByRole("button", { name: "Clear" }));
      await expect(sheet.words).toHaveAttribute("data-state", "blank");
      await expect(sheet.words).not.toContainText(/Thank you|memory has it|Read anew/);
      await expect(proof).toHaveCount(0);
      await expect(page.getByText("Say what a few digits are, and see here")).toBeVisible();
    });
  });

test("a digit that is said in the middle of a stroke is stored with that stroke", async ({
  page,
  startProgram,
  sheet,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  await sheet.drawStroke(line([0.3, 0.2], [0.7, 0.2]));
  await sheet.read();
  const [start, ...rest] = await sheet.toPage(line([0.7, 0.2], [0.5, 0.8]));
  if (start === undefined) throw new Error("wanted a stroke");
  await page.mouse.move(...start);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point);
  await page.keyboard.press("Enter"); // what was read is not yet all that is seen
  await page.keyboard.press("7");
  await page.mouse.move(...start);
  await page.mouse.up();
  await expect(sheet.words).toContainText("Thank you for the 7.");
  await expect.poll(() => program.labels()).toEqual([7]);
  const { results } = await jsonOf(await page.request.get(`${program.url}/api/digits`));
  const { id } = asRecord(asList(results)[0]);
  const { strokes } = await jsonOf(await page.request.get(`${program.url}/api/digits/${String(id)}/strokes`));
  expect(asList(strokes)).toHaveLength(2);
  await expect(page.getByRole("button", { name: "Write a sample 7" })).toBeVisible(); // the sheet is blank
});

test("after a rollback the page says which version reads again, and not that it has learned", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  for (const label of [0, 1, 2, 4, 5, 6, 7, 8, 9]) {
    const data = { strokes: written(label).strokes, label };
    expect((await page.request.post(`${program.url}/api/digits`, { data })).status()).toBe(201);
  }
  await sheet.drawAndRead(written(3));
  await sheet.choose(3);
  await expect(page.getByText("Version 2 is now reading", { exact: true })).toBeVisible();
  await sheet.drawAndRead(written(5));
  await sheet.choose(5);
  await expect(page.getByText("1 of 10 until the network learns again")).toBeVisible();
  await program.manage([
    "shell",
    "-v0",
    "-c",
    "from backend.digits.services.deployments import roll_back; roll_back(to=1, by='scribe', reason='a look back')",
  ]);
  await expect(page.getByText("Version 1 is now reading", { exact: true })).toBeVisible();
  await expect(sheet.words).toHaveText("Version 1 reads again.");
  await expect(page.getByText(/has learned/)).toHaveCount(0);
});

test("no picture of a digit is asked for once it is taken back, and one on its way is given up", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await page.goto(program.url);
  // The picture is on its way from before the digit is taken back until the server has taken it back.
  const takenBack = page.waitForResponse((response) => response.request().method() === "DELETE");
  const pictures: string[] = [];
  await page.route("**/image.png", async (route) => {
    pictures.push(route.request().url());
    await takenBack;
    await route.continue();
  });
  const givenUp: (string | undefined)[] = [];
  page.on("requestfailed", (request) => {
    if (request.url().endsWith("image.png")) givenUp.push(request.failure()?.errorText);
  });
  await sheet.drawAndRead(written(7));
  await sheet.choose(7);
  await expect.poll(() => pictures.length).toBe(1);
  await page.getByRole("button", { name: "Take the 7 back" }).click();
  await expect(page.getByText("The 7 is taken back, and lies on your sheet again.")).toBeVisible();
  await expect.poll(() => givenUp).toEqual(["net::ERR_ABORTED"]);
  await expect(page.getByText("0 of 10 until the network learns again")).toBeVisible();
  await page.getByRole("link", { name: "Gallery" }).click();
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
  expect(pictures).toHaveLength(1);
});

test("another's digits, and the version made of them, appear without a reload", async ({
  page,
  browser,
  startProgram,
  sheet,
  digits,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  await expect(page.getByText("Nothing yet: yours will be the first.")).toBeVisible();

  const theirs = await (await browser.newContext()).newPage();
  const theirSheet = new Sheet(theirs);
  await theirSheet.open(program);
  for (const [i, digit] of digits.entries()) {
    await theirSheet.drawAndRead(digit);
    await theirSheet.choose(digit.label);
    await expect(theirSheet.words).toContainText(`Thank you for the ${digit.label}.`);
    if (i === 4)
      await expect(page.getByText(/^Somebody else has just checked a \d.$|^Others have/)).toBeVisible();
  }
  for (const tab of [page, theirs]) {
    await expect(tab.getByText("Version 2 is now reading", { exact: true })).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Lately checked" }).getByRole("img")).toHaveCount(10);
  await expect(theirs.getByText("What version 2 has learned")).toBeVisible();
  await expect(theirs.getByText(/of your 10 digits read at first sight/)).toBeVisible();
  await expect(page.getByText("Say what a few digits are, and see here")).toBeVisible();
  await theirs.context().close();
});

test("it asks for the digit that it needs most, and shows which drawings it has learned to read", async ({
  page,
  taughtByMe: taught,
}) => {
  const listed = await jsonOf(await page.request.get(`${taught.url}/api/digits?limit=1&mine=true`));
  const { id } = asRecord(asList(listed.results)[0]);
  await page.route("**/api/hand", async (route) => {
    const answer = await jsonOf(await route.fetch());
    await route.fulfill({ json: { ...answer, wanted: { digit: 8, why: "weak" } } });
  });
  await page.route("**/changes", async (route) => {
    const answer = await jsonOf(await route.fetch());
    const changed = [{ id, label: 7, before: 1, after: 7 }];
    await route.fulfill({ json: { ...answer, correct_before: 70, correct_after: 71, changed } });
  });
  await page.goto(taught.url);
  await expect(page.getByText("Draw me an 8", { exact: true })).toBeVisible();
  await expect(page.getByText("it misreads yours most")).toBeVisible();
  const learned = page.getByRole("region", { name: "Your hand" });
  await expect(learned).toContainText("of your 75 digits read at first sight");
  await expect(learned).toContainText("it reads 71 where 70 were read before");
  const picture = learned.getByRole("img", { name: "A 7 of yours: read as a 1 before, as a 7 now" });
  await expect
    .poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
    .toBeGreaterThan(0);
});

test("it does not ask for the digit that it was just given, before the server has told anew", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  let tell: () => void = () => undefined;
  let told: Promise<undefined> = Promise.resolve(undefined);
  await page.route("**/api/hand", async (route) => {
    await told;
    const answer = await jsonOf(await route.fetch());
    await route.fulfill({ json: { ...answer, wanted: { digit: 9, why: "scarce" } } });
  });
  await sheet.open(program);
  const wish = page.getByText("Draw me a 9", { exact: true });
  await expect(wish).toBeVisible();
  await sheet.drawAndRead(written(9));
  told = new Promise((resolve) => {
    tell = () => {
      resolve(undefined);
    };
  });
  await sheet.choose(9);
  await expect(sheet.words).toContainText("Thank you for the 9.");
  await expect.poll(() => program.nDigits()).toBe(1);
  await expect(page.getByText(/^(Write a digit here|Now you: write a digit)$/)).toBeVisible();
  await expect(wish).toHaveCount(0);
  tell();
  await expect(wish).toBeVisible();
});
