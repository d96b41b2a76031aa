/** A photographed digit, by file, paste or drop. */

import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import type { WrittenDigit } from "./penStrokes";
import { expect, test } from "./test";

/** The largest request body that the server takes. */
const maxBody_bytes = 256 * 1024;
/** The pictures from the drawing to the inputs of the network. */
const nSteps = 5;

/** Return a photograph of a digit on paper, of four megapixels and in uneven light. */
async function photograph(page: Page, { strokes }: WrittenDigit): Promise<Buffer> {
  const base64 = await page.evaluate((lines) => {
    const canvas = document.createElement("canvas");
    canvas.width = 2400;
    canvas.height = 1800;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("wanted a 2D context");
    const light = context.createLinearGradient(0, 0, 2400, 1800);
    light.addColorStop(0, "#f4f1ea");
    light.addColorStop(1, "#b9b4aa");
    context.fillStyle = light;
    context.fillRect(0, 0, 2400, 1800);
    context.strokeStyle = "#23263a";
    context.lineWidth = 60;
    context.lineCap = context.lineJoin = "round";
    for (const line of lines) {
      context.beginPath();
      for (const [x, y] of line) context.lineTo(400 + x * 1600, 100 + y * 1600);
      context.stroke();
    }
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  }, strokes);
  return Buffer.from(base64, "base64");
}

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
