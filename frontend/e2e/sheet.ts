/** The drawing page as a person uses it. */

import { expect, type Locator, type Page } from "@playwright/test";
import type { Point, WrittenDigit } from "./penStrokes";

export class Sheet {
  readonly canvas: Locator;
  /** The words of the page: the guess, thanks, failures. */
  readonly words: Locator;
  readonly guess: Locator;

  constructor(private readonly page: Page) {
    this.canvas = page.getByRole("img", { name: /^Sheet to draw/ }).first(); // the page Learn has three
    this.words = page.locator("[data-state]");
    this.guess = page.getByTestId("digit");
  }

  /** Opens the drawing page; returns once it knows which version reads. */
  async open({ url }: { readonly url: string }): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByText(/^Version \d+ is (now )?reading$/)).toBeVisible();
  }

  async toPage(stroke: readonly Point[]): Promise<readonly Point[]> {
    await this.canvas.scrollIntoViewIfNeeded();
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error("the sheet is not on the page");
    return stroke.map(([x, y]): Point => [box.x + x * box.width, box.y + y * box.height]);
  }

  async drawStroke(stroke: readonly Point[]): Promise<void> {
    const [first, ...others] = await this.toPage(stroke);
    if (first === undefined) throw new Error("a stroke needs a point");
    await this.page.mouse.move(...first);
    await this.page.mouse.down();
    for (const point of others) await this.page.mouse.move(...point);
    await this.page.mouse.up();
  }

  async draw({ strokes }: WrittenDigit): Promise<void> {
    for (const stroke of strokes) await this.drawStroke(stroke);
  }

  /** Draws, and waits until the whole drawing has been read; returns the guess. */
  async drawAndRead(digit: WrittenDigit): Promise<number> {
    await this.draw(digit);
    return this.read();
  }

  async read(): Promise<number> {
    await expect(this.words).toHaveAttribute("data-state", "read");
    return Number(await this.guess.textContent());
  }

  /** Presses the button that says which digit it is. */
  async choose(label: number): Promise<void> {
    await this.page
      .getByRole("button", { name: `It is ${label === 8 ? "an" : "a"} ${label}`, exact: true })
      .click();
  }

  async confirm(): Promise<void> {
    await this.page
      .getByRole("button", { name: /^(Yes, it is|It’s) an? \d$/ })
      .first()
      .click();
  }

  /** Returns the canvas's width in its own pixels, in those of the screen, and in those of the page. */
  width(): Promise<{ own: number; onScreen: number; onPage: number }> {
    return this.canvas.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("wanted a canvas");
      const { width, clientWidth } = canvas;
      return { own: width, onScreen: Math.round(clientWidth * devicePixelRatio), onPage: clientWidth };
    });
  }

  /** Returns the number of the canvas's own pixels that hold ink. */
  async nInkPixels(): Promise<number> {
    const { left, right } = await this.ink();
    return left + right;
  }

  /** Returns these numbers for the left and the right half of the sheet. */
  ink(): Promise<{ left: number; right: number }> {
    return this.canvas.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("wanted a canvas");
      // A copy is read: reading the canvas itself often makes the browser move it out of the graphics card.
      const { width, height } = canvas;
      const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      copy?.drawImage(canvas, 0, 0);
      const pixels = copy?.getImageData(0, 0, width, height).data ?? [];
      const ink = { left: 0, right: 0 };
      for (let i = 0; i < width * height; i += 1) {
        if ((pixels[4 * i + 3] ?? 0) > 127) ink[i % width < width / 2 ? "left" : "right"] += 1;
      }
      return ink;
    });
  }

  async expectInk(): Promise<void> {
    await expect.poll(() => this.nInkPixels()).toBeGreaterThan(0);
  }

  async expectNoInk(): Promise<void> {
    await expect.poll(() => this.nInkPixels()).toBe(0);
  }
}
