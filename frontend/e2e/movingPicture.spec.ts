/**
 * The README's moving picture, taken of the real program: a mirrored seven is misread and corrected. The memory of the
 * hand reads the next one, and everybody's network reads them after ten digits.
 */

import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { builtInDigits } from "./builtInDigits";
import { line, type WrittenDigit } from "./penStrokes";
import { expect, test } from "./test";

// The README shows it in this width, so nothing is scaled.
test.use({ viewport: { width: 840, height: 760 }, contextOptions: { reducedMotion: "reduce" } });

/** Return a seven as some children write it, mirrored; each `i` gives another. */
function mirroredSeven(i: number): WrittenDigit {
  return { label: 7, strokes: [line([0.7, 0.22], [0.32, 0.22], [0.52 + 0.01 * i, 0.8])] };
}

test("a mirrored seven is misread and corrected; with the next version it is read", async ({
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
  await sheet.draw(mirroredSeven(0));
  expect(await sheet.read()).not.toBe(7);
  await picture(4);
  await teach(mirroredSeven(0), 1);
  await picture(2);

  // Only five of the ten are sevens: the gate rejects a ten if the network contradicts more than half of it.
  const others = builtInDigits.filter(({ label }) => [0, 1, 3, 4, 5].includes(label));
  const rest = [
    ...others.slice(0, 4).flatMap((digit, i) => [digit, mirroredSeven(i + 1)]),
    ...others.slice(4),
  ];
  for (const [i, digit] of rest.entries()) {
    await sheet.drawAndRead(digit);
    // The second digit is the first mirrored seven after the correction: the memory of this hand reads it.
    await picture(i === 1 ? 5 : 1);
    await teach(digit, i + 2);
  }
  await expect(sheet.words).toContainText("version 2 is now reading");
  await picture(3);

  await sheet.draw(mirroredSeven(0));
  expect(await sheet.read()).toBe(7);
  await picture(6);
});

/** Return a function that takes numbered screenshots, several of a moment that is to be seen for longer. */
function camera(page: Page, folder: string): (nTimes?: number) => Promise<void> {
  mkdirSync(folder, { recursive: true });
  let n = 0;
  return async (nTimes = 1) => {
    for (let i = 0; i < nTimes; i += 1) {
      n += 1;
      // A click on what lies further down has moved the page.
      await page.evaluate(() => {
        window.scrollTo(0, 0);
      });
      await page.screenshot({ path: path.join(folder, `${String(n).padStart(2, "0")}.png`) });
    }
  };
}
