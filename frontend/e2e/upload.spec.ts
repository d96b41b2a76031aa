/** A photographed digit, by file, paste or drop. */

import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { photograph } from "./photograph";
import { expect, test } from "./test";

/** The largest request body that the server takes. */
const maxBody_bytes = 256 * 1024;
/** The pictures from the photograph to the inputs of the network. */
const nSteps = 5;

/** Give the page a file as if it were pasted or dropped. */
async function giveFile(page: Page, event: "paste" | "drop", file: Buffer, type: string): Promise<void> {
  await page.evaluate(
    ({ event, base64, type }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "digit", { type }));
      document.body.dispatchEvent(
        event === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
          : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    { event, base64: file.toString("base64"), type },
  );
}

test.beforeEach(async ({ program, sheet }) => {
  await sheet.open(program);
});

test("a large photograph is sent in a small request, is read, and can be taught", async ({
  page,
  sheet,
  written,
}) => {
  const file = { name: "seven.jpg", mimeType: "image/jpeg", buffer: await photograph(page, written(7)) };
  const sent = page.waitForRequest("**/api/predictions");
  await page.locator("input[type=file]").setInputFiles(file);
  expect((await sent).postData()?.length).toBeLessThanOrEqual(maxBody_bytes);
  await sheet.read();
  await expect(page.getByRole("img", { name: "Sheet with a photograph of a digit on it" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What it sees" }).getByRole("img")).toHaveCount(nSteps);

  // On its side, and round to where it was.
  const photo = page.locator("img[src^='data:image/png']").first();
  const upright = await photo.getAttribute("src");
  const turn = page.getByRole("button", { name: "Turn" });
  const guesses: number[] = [];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const before = await photo.getAttribute("src");
    await turn.click();
    await expect(photo).not.toHaveAttribute("src", before ?? "");
    guesses.push(await sheet.read());
  }
  expect(guesses.at(-1)).toBe(7);
  expect(guesses.slice(0, 3)).not.toEqual([7, 7, 7]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(photo).not.toHaveAttribute("src", upright ?? "");
  await page.getByRole("button", { name: "Redo" }).click();
  expect(await sheet.read()).toBe(7);
  await sheet.choose(7);
  await expect(sheet.words).toContainText("Thank you for the 7.");
});

for (const event of ["paste", "drop"] as const) {
  test(`a photograph comes by ${event}; undo brings the drawing back, and redo the photograph`, async ({
    page,
    sheet,
    written,
  }) => {
    await sheet.drawAndRead(written(1));
    await giveFile(page, event, await photograph(page, written(0)), "image/jpeg");
    const photographed = page.getByRole("img", { name: "Sheet with a photograph of a digit on it" });
    await expect(photographed).toBeVisible();
    await sheet.read();
    await page.keyboard.press("Control+z");
    await expect(photographed).toBeHidden();
    await sheet.expectInk();
    await page.keyboard.press("Control+y");
    await expect(photographed).toBeVisible();
  });
}

test("a file that is no picture leaves the sheet empty, and the page says why", async ({ page }) => {
  await giveFile(page, "drop", Buffer.from("a seven"), "text/plain");
  await expect(page.getByText("That file holds no picture that this browser can read.")).toBeVisible();
  await expect(page.getByRole("img", { name: "Sheet to draw a digit on, empty" })).toBeVisible();
});
