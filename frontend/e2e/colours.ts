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

/** Return for every chosen control places from its edge inwards, and the same of a neighbour that is not chosen. */
export function chosenAndNot(
  page: Page,
): Promise<readonly { name: string; chosen: readonly Place[]; not: readonly Place[] }[]> {
  return page.evaluate(() => {
    const placesOf = (control: Element): [number, number][] => {
      const { left, top, height } = control.getBoundingClientRect();
      const start = Math.floor(left + scrollX);
      return [0, 1, 2, 3, 4, 5, 6].map((inside) => [start + inside, top + scrollY + height / 2]);
    };
    const groups = [
      ['[aria-pressed="true"]', '[aria-pressed="false"]'],
      ["input:checked + span", "input:not(:checked) + span"],
    ] as const;
    return groups.flatMap(([isChosen, isNot]) =>
      [...document.querySelectorAll(`main ${isChosen}`)].flatMap((control) => {
        const group = control.closest("[role=group], fieldset, ol, table");
        const other = group?.querySelector(isNot);
        if (other == null) return [];
        return [{ name: group?.className ?? "", chosen: placesOf(control), not: placesOf(other) }];
      }),
    );
  });
}
