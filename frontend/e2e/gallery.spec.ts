/** The gallery: its filters, scrolling to its end, and taking a digit back. */

import { phone } from "./fingers";
import { nDigits } from "./taughtProgram";
import { expect, test } from "./test";

test("more digits come as one scrolls to the end, until that is all", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/gallery`);
  const drawings = page.getByRole("main").getByRole("img");
  await expect(drawings.first()).toBeVisible();
  await page.mouse.move(400, 400);
  await expect(async () => {
    await page.mouse.wheel(0, 2000);
    await expect(page.getByText(/^That is all: \d+ digits\.$/)).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await drawings.count()).toBeGreaterThanOrEqual(nDigits);
});

test("one label, only mine, only misread", async ({ page, taughtByMe: taught }) => {
  await page.goto(`${taught.url}/#/gallery`);
  await page.getByRole("button", { name: "Only 4" }).click();
  await expect(page).toHaveURL(`${taught.url}/#/gallery?label=4`);
  const drawings = page.getByRole("main").getByRole("img");
  await expect(page.getByText(/^That is all: \d+ digits?\.$/)).toBeVisible();
  for (const drawing of await drawings.all()) await expect(drawing).toHaveAccessibleName("A 4");
  await page.getByRole("button", { name: "All digits" }).click();
  await page.getByLabel("only mine").check();
  await expect(page.getByRole("button", { name: /^Take back the/ }).first()).toBeVisible();
  await page.getByLabel("only misread").check();
  await page.getByLabel("only mine").uncheck();
  await expect(page.getByText(/^(Nothing here yet|That is all)/)).toBeVisible();
});

for (const [device, settings] of Object.entries({ desk: {}, phone })) {
  test.describe(device, () => {
    test.use(settings);

    test("one's own digit is taken back", async ({ page, startProgram, sheet, hand }) => {
      const program = await startProgram();
      await page.goto(program.url);
      await hand.write(2);
      await sheet.read();
      await hand.press(page.getByRole("button", { name: "It is a 2", exact: true }));
      await expect(page.getByText("1 of 10 until the network learns again")).toBeVisible();
      await hand.press(page.getByRole("link", { name: "Gallery" }));
      await hand.press(page.getByLabel("only mine"));
      await expect(page).toHaveURL(`${program.url}/#/gallery?mine`);
      await hand.press(page.getByRole("link", { name: "A 2" }));
      await expect(page.getByRole("img", { name: /^A 2, written out in \d strokes?$/ })).toBeVisible();
      await expect(page.getByText(/^When it came, version 1 of the network read an? \d/)).toBeVisible();
      await expect(page.getByText(/^Now version 1 reads an? \d/)).toBeVisible();
      await page.reload();
      await expect(page.getByRole("button", { name: "Write it again" })).toBeVisible();
      await hand.press(page.getByRole("link", { name: "Close the drawing" }));
      await hand.press(page.getByRole("button", { name: /^Take back the 2/ }));
      await expect(page.getByText("The 2 will be taken back in a moment.")).toBeVisible();
      await hand.press(page.getByRole("button", { name: "Undo" }));
      await expect(page.getByRole("button", { name: /^Take back the 2/ })).toBeVisible();
      expect(await program.nDigits()).toBe(1);
      await hand.press(page.getByRole("button", { name: /^Take back the 2/ }));
      await expect(page.getByText("Nothing here yet.")).toBeVisible();
      await hand.press(page.getByRole("link", { name: "Hand", exact: true }));
      await expect.poll(() => program.nDigits()).toBe(0);
      await expect(page.getByText(/You have taken back every digit of yours/)).toBeVisible();
      await expect(page.getByRole("link", { name: "Download everything" })).toBeVisible();
    });
  });
}

test.describe("where the server is away for a while", () => {
  test.use({ mayComplain: /Failed to load resource/ });

  for (const [device, settings] of Object.entries({ desk: {}, phone })) {
    test.describe(device, () => {
      test.use(settings);

      test("a digit is taken back though its page is closed at once; a drawing is not called gone", async ({
        page,
        startProgram,
        sheet,
        hand,
        context,
      }) => {
        const program = await startProgram();
        await page.goto(program.url);
        for (const n of [1, 2]) {
          await hand.write(2);
          await sheet.read();
          await hand.press(page.getByRole("button", { name: "It is a 2", exact: true }));
          await expect(page.getByText(`${n} of 10 until the network learns again`)).toBeVisible();
        }
        await hand.press(page.getByRole("link", { name: "Gallery" }));
        await hand.press(page.getByLabel("only mine"));
        await hand.press(page.getByRole("button", { name: /^Take back the 2/ }).first());
        await expect(page.getByText("The 2 will be taken back in a moment.")).toBeVisible();
        // The server is busy, and has all the connections that a browser makes: the page is closed before its turn.
        program.stand();
        await page.evaluate(() => {
          for (let n = 0; n < 6; n += 1) void fetch(`api/model?${n}`);
        });
        await page.close();
        program.goOn();
        await expect.poll(() => program.nDigits()).toBe(1);

        const later = await context.newPage();
        await later.goto(`${program.url}/#/gallery?mine`);
        const link = later.getByRole("link", { name: "A 2" });
        await expect(link).toBeVisible();
        await program.kill();
        await hand.press(link);
        await expect(later.getByRole("alert")).toHaveText(/^The server does not answer\./);
        await program.startAgain();
        await expect(later.getByRole("heading", { name: /^A 2, drawing \d+$/ })).toBeVisible();
        await expect(later.getByRole("alert")).toHaveCount(0);
      });
    });
  }
});

test("a reload stays on the page that was open", async ({ page, taught }) => {
  await page.goto(taught.url);
  await page.getByRole("link", { name: "Gallery" }).click();
  await expect(page).toHaveTitle("What was drawn · Ductus");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What was drawn");
  await page.goBack();
  await expect(page).toHaveTitle("Ductus: draw a digit");
});
