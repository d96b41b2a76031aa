/** The README's moving picture, taken of the real program: a slashed zero is misread, corrected, and learned. */

import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { builtInDigits } from "./builtInDigits";
import { arc, line, type WrittenDigit } from "./penStrokes";
import { expect, test } from "./test";

// The README shows it in this width, so nothing is scaled.
test.use({ viewport: { width: 720, height: 600 }, contextOptions: { reducedMotion: "reduce" } });

/** Return a zero that is struck through; no two are the same. */
function slashedZero(i: number): WrittenDigit {
  const reach = 0.24 - 0.01 * i;
  const slash = line([0.5 + reach, 0.5 - 1.5 * reach], [0.5 - reach, 0.5 + 1.5 * reach]);
  return { label: 0, strokes: [arc(0.5, 0.5, 0.2 + 0.005 * i, 0.29, -50, 320), slash] };
}

test("a slashed zero is misread and corrected; with the next version it is read", async ({
  page,
  startProgram,
  sheet,
  screenshotPath,
}) => {
  const picture = camera(page, screenshotPath("moving"));
  const program = await startProgram();
  await sheet.open(program);

  async function teach(digit: WrittenDigit, nDone: number): Promise<void> {
    await sheet.choose(digit.label);
    if (nDone < 10)
      await expect(page.getByText(`${nDone} of 10 until the network learns again`)).toBeVisible();
  }

  await picture();
  const [circle = [], slash = []] = slashedZero(0).strokes;
  await sheet.drawStroke(circle);
  await sheet.read();
  await picture();
  await sheet.drawStroke(slash);
  expect(await sheet.read()).not.toBe(0);
  await picture(4);
  await teach(slashedZero(0), 1);
  await picture(2);

  // Only half of them are zeros: the gate rejects ten digits of which more contradict the network.
  const others = builtInDigits.filter(({ label }) => [1, 3, 4, 5, 7].includes(label));
  const rest = [...others.slice(0, 4).flatMap((digit, i) => [digit, slashedZero(i + 1)]), ...others.slice(4)];
  for (const [i, digit] of rest.entries()) {
    await sheet.drawAndRead(digit);
    await picture();
    await teach(digit, i + 2);
  }
  await expect(sheet.words).toContainText("version 2 is now reading");
  await picture(3);

  await sheet.draw(slashedZero(0));
  expect(await sheet.read()).toBe(0);
  await picture(6);
});

/** Return a function that takes numbered screenshots, several of a moment that is to be seen for longer. */
function camera(page: Page, folder: string): (nTimes?: number) => Promise<void> {
  mkdirSync(folder, { recursive: true });
  let n = 0;
  return async (nTimes = 1) => {
    for (let i = 0; i < nTimes; i += 1) {
      n += 1;
      await page.screenshot({ path: path.join(folder, `${String(n).padStart(2, "0")}.png`) });
    }
  };
}
