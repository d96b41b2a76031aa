/** Where canvases are falsified, drawings are stored as they were drawn, and photographs but small PNGs are refused. */

import { Buffer } from "node:buffer";
import { falsifyCanvases, type Falsification } from "./falsifiedCanvas";
import { asList, asRecord, jsonOf } from "./json";
import type { Point } from "./penStrokes";
import { photograph } from "./photograph";
import { expect, test } from "./test";
import { thanks } from "./thanks";

/** Return the points as the server cleans them: the longer side spans 0 to 1000. */
function cleaned(points: readonly Point[]): readonly Point[] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const side = Math.max(Math.max(...xs) - left, Math.max(...ys) - top);
  return points.map(([x, y]) => [(1000 * (x - left)) / side, (1000 * (y - top)) / side]);
}

test("a drawn 7 is read, and stored as what the pen did", async ({ page, startProgram, sheet, written }) => {
  await falsifyCanvases(page, "random");
  const program = await startProgram();
  await sheet.open(program);
  const read = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    context?.fillRect(0, 0, 9, 9);
    return [...(context?.getImageData(0, 0, 9, 9).data ?? [])];
  });
  expect(new Set(read).size).toBeGreaterThan(2); // black was painted: so the canvas lies
  const seven = written(7);
  expect(await sheet.drawAndRead(seven)).toBe(7);
  await sheet.confirm();
  await expect(sheet.words).toContainText(thanks("7."));

  const [stored] = asList((await jsonOf(await page.request.get(`${program.url}/api/digits`))).results);
  const { id, label, predicted } = asRecord(stored);
  expect([label, predicted]).toEqual([7, 7]);
  const address = `${program.url}/api/digits/${Number(id)}`;
  const strokes = asList((await jsonOf(await page.request.get(`${address}/strokes`))).strokes);
  expect(strokes).toHaveLength(seven.strokes.length);
  const drawn = cleaned(seven.strokes.flat());
  const points = strokes.flatMap((stroke) => asList(stroke)).map((point) => asList(point).map(Number));
  for (const [x = 0, y = 0] of points) {
    const away = Math.min(...drawn.map(([drawnX, drawnY]) => Math.hypot(x - drawnX, y - drawnY)));
    expect(away).toBeLessThan(8); // the mouse moves by whole pixels, and the digit is some 250 pixels high
  }
  const times_ms = points.map(([, , t_ms = 0]) => t_ms);
  expect(times_ms[0]).toBe(0);
  expect(times_ms).toEqual(times_ms.toSorted((a, b) => a - b));
  expect(times_ms.at(-1)).toBeGreaterThan(0);

  const picture = await (await page.request.get(`${address}/picture.png`)).body();
  const answer = await page.request.post(`${program.url}/api/predictions`, {
    headers: { "Content-Type": "image/png" },
    data: picture,
  });
  expect(await jsonOf(answer)).toMatchObject({ digit: 7 });
});

for (const falsification of ["random", "white", "noise"] satisfies Falsification[]) {
  test(`a photograph is refused in words where a canvas gives back ${falsification}, but a small PNG is taken`, async ({
    page,
    browser,
    startProgram,
    sheet,
    written,
    screenshotPath,
  }) => {
    const honest = await browser.newPage();
    const jpeg = await photograph(honest, written(7));
    const png = await photograph(honest, written(7), { type: "image/png", width: 300 });
    await honest.close();
    await falsifyCanvases(page, falsification);
    const program = await startProgram();
    await sheet.open(program);
    const sent: (string | null)[] = [];
    page.on("request", (request) => {
      // The hand that writes at first has its strokes read, too.
      if (request.postData()?.includes('"image"')) sent.push(request.postData());
    });

    const input = page.locator("input[type=file]");
    await input.setInputFiles({ name: "seven.jpg", mimeType: "image/jpeg", buffer: jpeg });
    await expect(page.getByText("This browser falsifies what a page reads from a canvas")).toBeVisible();
    await expect(page.getByRole("img", { name: "Sheet to draw a digit on, empty" })).toBeVisible();
    await page.keyboard.press("7");
    await expect(sheet.words).toContainText("Draw a digit first");
    await page.screenshot({ path: screenshotPath(`refused-${falsification}.png`) });
    expect(sent).toEqual([]);
    expect(await program.nDigits()).toBe(0);

    await input.setInputFiles({ name: "seven.png", mimeType: "image/png", buffer: png });
    expect(await sheet.read()).toBe(7);
    await expect(page.getByText("This browser falsifies")).toBeHidden();
    const { image } = asRecord(JSON.parse(sent[0] ?? ""));
    expect(image).toBe(`data:image/png;base64,${Buffer.from(png).toString("base64")}`);
  });
}
