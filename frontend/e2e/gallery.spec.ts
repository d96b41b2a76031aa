/** The gallery: its filters, scrolling to its end, and taking a digit back. */

import { phone } from "./fingers";
import { asList, asRecord, jsonOf, type Json } from "./json";
import type { Program } from "./program";
import { nDigits, returnAsContributor } from "./taughtProgram";
import { expect, test } from "./test";

/** Return all digits that the program lists, the newest first; it lists at most 200 at once. */
async function listed({ url }: Program): Promise<readonly Json[]> {
  const { results } = await jsonOf(await fetch(`${url}/api/digits?limit=200`));
  return asList(results).map(asRecord);
}

test("more digits come as one scrolls to the end, until that is all", async ({ page, taught }) => {
  await page.goto(`${taught.url}/#/gallery`);
  const drawings = page.getByRole("main").getByRole("img");
  await expect(drawings.first()).toBeVisible();
  await page.mouse.move(400, 400);
  await expect(async () => {
    await page.mouse.wheel(0, 2000);
    await expect(page.getByText(/^That is all: \d+ digits\.$/)).toBeVisible({ timeout: 500 });
  }).toPass();
  const ids = (await listed(taught)).map(({ id }) => `#/gallery/${String(id)}`);
  expect(ids.length).toBeGreaterThanOrEqual(nDigits);
  const links = page.getByRole("main").getByRole("listitem").getByRole("link");
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual(ids);
  expect(await drawings.count()).toBe(ids.length);
  await expect(page.getByText(`That is all: ${ids.length} digits.`)).toBeVisible();
});

test("one label, only mine, only misread", async ({ page, context, taught }) => {
  const all = await listed(taught);
  const nOfLabel = all.filter(({ label }) => label === 4).length;
  const nMisread = all.filter(({ label, predicted }) => predicted !== null && predicted !== label).length;
  expect(nMisread).toBeGreaterThan(0); // or the filter would show nothing, and prove nothing
  await page.goto(`${taught.url}/#/gallery`);
  await page.getByRole("button", { name: "Only 4" }).click();
  await expect(page).toHaveURL(`${taught.url}/#/gallery?label=4`);
  const drawings = page.getByRole("main").getByRole("img");
  await expect(page.getByText(/^That is all: \d+ digits?\.$/)).toBeVisible();
  await expect(drawings).toHaveCount(nOfLabel);
  for (const drawing of await drawings.all()) await expect(drawing).toHaveAccessibleName("A 4");
  await page.getByRole("button", { name: "All digits" }).click();
  await page.getByLabel("only misread").check();
  await expect(page.getByText(/^That is all/)).toBeVisible();
  await expect(drawings).toHaveCount(nMisread);
  await expect(page.getByRole("listitem").filter({ hasText: /^\d not \d/ })).toHaveCount(nMisread);
  await page.getByLabel("only misread").uncheck();
  // A stranger has drawn none of them; the person who taught it has.
  await page.getByLabel("only mine").check();
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
  await returnAsContributor(context, taught);
  await page.reload();
  await expect(page.getByLabel("only mine")).toBeChecked();
  await expect(page.getByRole("button", { name: /^Take back the/ }).first()).toBeVisible();
});

test("an opened drawing comes into sight with the focus, and closing it goes back to it in the list", async ({
  page,
  taught,
}) => {
  await page.setViewportSize({ width: 390, height: 500 });
  await page.goto(`${taught.url}/#/gallery`);
  const link = page.getByRole("listitem").getByRole("link").nth(40);
  await link.click();
  const opened = page.getByRole("region", { name: /^An? \d, drawing \d+$/ });
  await expect(opened).toBeFocused();
  await expect(opened).toBeInViewport();
  await page.getByRole("link", { name: "Close the drawing" }).click();
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
  await link.press("Enter");
  await expect(opened).toBeFocused();
  const only = page.getByRole("button", { name: "All digits" });
  await only.click();
  await expect(opened).toHaveCount(0);
  await page.evaluate(() => new Promise(requestAnimationFrame)); // in which the focus could move
  await expect(only).toBeFocused();
});

/**
 * Let no wait of five seconds or more end by itself, as that in which a digit can be had back; those that are not
 * cancelled end at the event "e2e: much later". It runs in the page.
 */
function holdLongWaits(): void {
  const wait = window.setTimeout.bind(window);
  const cancel = window.clearTimeout.bind(window);
  const held = new Map<number | undefined, () => void>();
  const setTimeout = (callback: () => void, wait_ms = 0) => {
    if (wait_ms < 5000) return wait(callback, wait_ms);
    const timer = wait(() => undefined, 2 ** 30);
    held.set(timer, callback);
    return timer;
  };
  const clearTimeout = (timer?: number) => {
    held.delete(timer);
    cancel(timer);
  };
  Object.assign(window, { setTimeout, clearTimeout });
  addEventListener("e2e: much later", () => {
    for (const callback of held.values()) callback();
    held.clear();
  });
}

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
      await page.evaluate(holdLongWaits);
      const withdrawals: string[] = [];
      page.on("request", (request) => {
        if (request.method() === "DELETE") withdrawals.push(request.url());
      });
      await hand.press(page.getByRole("link", { name: "Close the drawing" }));
      await hand.press(page.getByRole("button", { name: /^Take back the 2/ }));
      await expect(page.getByText("The 2 will be taken back in a moment.")).toBeVisible();
      await hand.press(page.getByRole("button", { name: "Undo" }));
      await expect(page.getByRole("button", { name: /^Take back the 2/ })).toBeVisible();
      await page.evaluate(() => {
        dispatchEvent(new Event("e2e: much later"));
      });
      expect(await program.nDigits()).toBe(1);
      await hand.press(page.getByRole("button", { name: /^Take back the 2/ }));
      await expect(page.getByText("Nothing here yet.")).toBeVisible();
      await hand.press(page.getByRole("link", { name: "Hand", exact: true }));
      await expect.poll(() => program.nDigits()).toBe(0);
      expect(withdrawals).toHaveLength(1);
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
