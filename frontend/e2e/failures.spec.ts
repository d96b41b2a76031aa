/** Failures are told in words, with what to do. */

import { returnAsContributor } from "./taughtProgram";
import { expect, test } from "./test";

test.use({ mayComplain: /Failed to load resource: the server responded with a status of/ });

test("a throttled person is told how long to rest, and may say which digit it is all the same", async ({
  page,
  context,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram({ DIGITS_THROTTLE_PREDICTIONS: "1/hour" });
  await returnAsContributor(context, program); // without a cookie the address is counted, which may send more
  await page.goto(program.url);
  await sheet.draw(written(0)); // read while it is drawn, too
  for (const y of [0.4, 0.5]) {
    await sheet.drawStroke([
      [0.2, y],
      [0.8, y],
    ]);
  }
  await expect(sheet.words).toContainText(/the server asks for a short rest. Your drawing is read in \d+ s/);
  await sheet.choose(0);
  await expect(sheet.words).toContainText(/Thank you for the 0\. .*everybody’s network/i);
});

test("a refused digit is told, given up, and does not hold up the next", async ({
  page,
  program,
  sheet,
  written,
}) => {
  await page.goto(program.url);
  await page.route(
    "**/api/digits",
    (route) => route.fulfill({ status: 413, json: { code: "too_large", detail: "Send at most 256 kB." } }),
    { times: 1 },
  );
  await sheet.drawAndRead(written(7));
  await sheet.choose(7);
  await expect(page.getByRole("alert")).toContainText("The 7 could not be taken. The drawing is larger");
  await page.getByRole("button", { name: "Close" }).click();
  await sheet.drawAndRead(written(7));
  await sheet.choose(7);
  await expect(sheet.words).toContainText(/Thank you for the 7\. .*everybody’s network/i);
  const waiting = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.includes("outbox")),
  );
  expect(waiting).toEqual([]);
});

test("a drawing in which the server finds no ink is said to be blank", async ({ page, program, sheet }) => {
  await page.goto(program.url);
  await page.route("**/api/predictions", async (route) => {
    const image = await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 300;
      canvas.getContext("2d")?.fillRect(0, 0, 300, 300);
      return canvas.toDataURL();
    });
    await route.continue({ postData: JSON.stringify({ image }) });
  });
  await sheet.drawStroke([[0.5, 0.5]]);
  await expect(sheet.words).toContainText("There is no ink in the drawing.");
});
