/** Colours as they are seen: those of a screenshot's pixels, not those that the styles name. */

import type { Buffer } from "node:buffer";
import type { JSHandle, Page } from "@playwright/test";

export type Place = readonly [x: number, y: number];

/** Return a PNG laid out in the page, where its pixels can be read. */
function laidOut(page: Page, png: Buffer): Promise<JSHandle<OffscreenCanvasRenderingContext2D>> {
  return page.evaluateHandle(async (base64) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${base64}`;
    await picture.decode();
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d", {
      willReadFrequently: true,
    });
    if (context === null) throw new Error("wanted a 2D context");
    context.drawImage(picture, 0, 0);
    return context;
  }, png.toString("base64"));
}

/** Return the colour at each place of the whole page, as "r,g,b". */
export async function coloursAt(page: Page, places: readonly Place[]): Promise<readonly string[]> {
  const picture = await laidOut(
    page,
    await page.screenshot({ fullPage: true, animations: "disabled", scale: "css" }),
  );
  return picture.evaluate(
    (context, asked) =>
      asked.map(([x, y]) =>
        [...context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data.slice(0, 3)].join(","),
      ),
    places,
  );
}

/** Return for each of so many squares of a PNG, row by row, whether it has dark ink. */
export async function inkOfSquares(page: Page, png: Buffer, nAcross: number, n: number): Promise<boolean[]> {
  const picture = await laidOut(page, png);
  return picture.evaluate(
    (context, [across, all]) => {
      const side = context.canvas.width / across;
      return Array.from({ length: all }, (_, i) => {
        const [x, y] = [(i % across) * side, Math.floor(i / across) * side];
        return context.getImageData(x, y, side, side).data.some((value, at) => at % 4 === 0 && value < 80);
      });
    },
    [nAcross, n] as const,
  );
}

/** Return the names and middles of bars: elements with a length from data, and large enough to be seen. */
export function bars(page: Page): Promise<readonly { name: string; middle: Place }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main [style]")].flatMap((bar) => {
      if (!/scale|height|width/.test(bar.getAttribute("style") ?? "")) return [];
      const { left, top, width, height } = bar.getBoundingClientRect();
      if (width < 3 || height < 3 || !bar.checkVisibility()) return [];
      const middle = [left + width / 2 + scrollX, top + height / 2 + scrollY] as const;
      return [{ name: `${bar.parentElement?.className ?? ""} ${bar.className}`, middle }];
    }),
  );
}

/** Return the names of the bars whose middle has the colour of the ground, so that nobody sees them. */
export async function barsAsGround(page: Page, ground: string): Promise<readonly string[]> {
  const drawn = await bars(page);
  const colours = await coloursAt(
    page,
    drawn.map(({ middle }) => middle),
  );
  return drawn.filter((_, i) => colours[i] === ground).map(({ name }) => name);
}

/** Return the name of the group of every chosen control, and places from outside its edge inwards. */
export function choices(page: Page): Promise<readonly { name: string; places: readonly Place[] }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main [aria-pressed="true"], main input[type=radio]:checked + span')].map(
      (control) => {
        const { left, top, height } = control.getBoundingClientRect();
        const edge = Math.floor(left + scrollX);
        const inwards = Array.from({ length: 11 }, (_, i) => edge - 4 + i);
        return {
          name: control.closest("[role=group], fieldset, ol, table")?.className ?? "",
          places: inwards.map((x) => [x, top + scrollY + height / 2] as const),
        };
      },
    ),
  );
}

/** Return the names of the groups whose chosen control would look the same if it were not chosen. */
export async function unseenChoices(page: Page): Promise<readonly string[]> {
  const chosen = await choices(page);
  const places = chosen.flatMap((choice) => choice.places);
  const seen = await coloursAt(page, places);
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('main [aria-pressed="true"]')) {
      button.setAttribute("aria-pressed", "false");
      button.setAttribute("data-chosen", "");
    }
    for (const radio of document.querySelectorAll<HTMLInputElement>("main input[type=radio]:checked")) {
      radio.checked = false;
      radio.setAttribute("data-chosen", "");
    }
  });
  const others = await coloursAt(page, places);
  await page.evaluate(() => {
    for (const control of document.querySelectorAll("[data-chosen]")) {
      control.removeAttribute("data-chosen");
      if (control instanceof HTMLInputElement) control.checked = true;
      else control.setAttribute("aria-pressed", "true");
    }
  });
  let at = 0;
  return chosen.flatMap(({ name, places: { length } }) => {
    const [from, to] = [at, (at += length)];
    return seen.slice(from, to).join(" ") === others.slice(from, to).join(" ") ? [name] : [];
  });
}
