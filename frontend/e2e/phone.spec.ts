/** Pages on a phone, with fingers. */

import { Buffer } from "node:buffer";
import { drawWithFinger, phone } from "./fingers";
import { expect, test } from "./test";

test.use(phone);

test("a finger draws, sees what it sees, takes back, undoes and redoes", async ({
  page,
  context,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram();
  await page.goto(program.url);
  const screen = await context.newCDPSession(page);
  await drawWithFinger(screen, sheet, written(7));
  await sheet.read();
  await expect(page.getByRole("region", { name: "What it sees" }).getByRole("img")).toHaveCount(3);
  const percentages = page.getByRole("list", { name: "Its ten answers" }).getByText(/\d%$/);
  await expect(percentages).toHaveCount(10);
  await expect(percentages.first()).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).tap();
  await sheet.expectNoInk();
  await page.getByRole("button", { name: "Undo" }).tap();
  await sheet.expectInk();
  await page.getByRole("button", { name: "Redo" }).tap();
  await sheet.expectNoInk();
  await page.getByRole("button", { name: "Undo" }).tap();
  await sheet.read();
  await page.getByRole("button", { name: "It is a 7", exact: true }).tap();
  await page.getByRole("button", { name: "Take the 7 back" }).tap();
  await expect(page.getByText("The 7 is taken back, and lies on your sheet again.")).toBeVisible();
  await sheet.expectInk();
});

test("inside: units are lit by a finger, and one is tapped", async ({
  page,
  context,
  taught,
  sheet,
  written,
}) => {
  await page.goto(taught.url);
  await page.getByRole("link", { name: "Inside", exact: true }).tap();
  const screen = await context.newCDPSession(page);
  await drawWithFinger(screen, sheet, written(3));
  await expect(page.getByRole("button", { name: /^Unit \d+: lit/ })).toHaveCount(30);
  for (const part of [sheet.canvas, page.getByRole("img", { name: /^The network: .* lit by the drawing/ })])
    await expect(part).toBeInViewport({ ratio: 1 }); // what lights up is seen while one draws
  await page.getByRole("button", { name: /^Output 5/ }).tap();
  await expect(page.getByText(/^For a 5: the bias/)).toBeVisible();
  await page.getByRole("button", { name: /^Unit 30/ }).tap();
  await expect(page.getByRole("region", { name: "Unit 30" })).toBeVisible();
});

test("history and gallery are opened and filtered by taps", async ({ page, taughtByMe: taught }) => {
  await page.goto(taught.url);
  await page.getByRole("link", { name: "History" }).tap();
  await page.getByRole("button", { name: /^\d+ × 3, read correctly$/ }).tap();
  await expect(page.getByRole("img", { name: "a 3, read as a 3" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Gallery" }).tap();
  await page.getByRole("button", { name: "Only 3" }).tap();
  await page.getByLabel("only mine").tap();
  await expect(page.getByRole("button", { name: /^Take back the 3/ }).first()).toBeVisible();
});

test("learn: a finger draws in the sandbox and takes a step", async ({
  page,
  context,
  taught,
  sheet,
  written,
}) => {
  await page.goto(`${taught.url}/#/learn`);
  const screen = await context.newCDPSession(page);
  await drawWithFinger(screen, sheet, written(7));
  await expect(page.getByText("0 steps taken in a private copy.")).toBeVisible();
  await expect(page.getByText(/^Cost of your drawing: \d/)).toBeVisible();
  await page.getByRole("button", { name: "10 steps" }).tap();
  await expect(page.getByText("10 steps taken in a private copy.")).toBeVisible();
  await expect(page.getByText(/^Cost of your drawing: \d/)).toBeVisible();
});

test("a photograph is chosen, and a finger's stroke takes its place", async ({
  page,
  context,
  program,
  sheet,
  written,
}) => {
  await sheet.open(program);
  const png = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 300;
    const drawing = canvas.getContext("2d");
    if (drawing === null) throw new Error("wanted a 2D context");
    drawing.fillStyle = "white";
    drawing.fillRect(0, 0, 300, 300);
    drawing.fillStyle = "black";
    drawing.fillRect(140, 50, 24, 200);
    return canvas.toDataURL().split(",")[1] ?? "";
  });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Photo" }).tap();
  await (
    await chooser
  ).setFiles({ name: "one.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") });
  await sheet.read();
  const screen = await context.newCDPSession(page);
  const photographed = page.getByRole("img", { name: "Sheet with a photograph of a digit on it" });
  await expect(photographed).toBeVisible();
  const box = await photographed.boundingBox();
  if (box === null) throw new Error("wanted the sheet");
  await screen.send("Input.dispatchTouchEvent", {
    type: "touchStart",
    touchPoints: [{ x: box.x + 100, y: box.y + 60 }],
  });
  await screen.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(page.getByRole("img", { name: /1 stroke$/ })).toBeVisible();
  await drawWithFinger(screen, sheet, written(1));
  await sheet.read();
});
