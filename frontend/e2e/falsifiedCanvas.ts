/** Falsified canvases, as browsers have them against fingerprinting: a page reads other pixels than it painted. */

import type { Page } from "@playwright/test";

/** Random bytes, as Firefox gives them with privacy.resistFingerprinting; white; or the slight noise of Brave. */
export type Falsification = "random" | "white" | "noise";

/** Make every page that is opened from now on falsify its canvases. */
export async function falsifyCanvases(page: Page, falsification: Falsification): Promise<void> {
  await page.addInitScript((how: Falsification) => {
    const falsify = (image: ImageData): ImageData => {
      image.data.forEach((honest, i) => {
        if (how === "random") image.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
        else if (how === "white") image.data[i] = 255;
        else if (i % 52 === 0) image.data[i] = honest ^ 1;
      });
      return image;
    };
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the canvas that it belongs to
      const read = prototype.getImageData;
      prototype.getImageData = function (...area: Parameters<typeof read>) {
        return falsify(read.apply(this, area));
      };
    }
    // eslint-disable-next-line @typescript-eslint/unbound-method -- they are called with the canvas that they belong to
    const { toDataURL, toBlob } = HTMLCanvasElement.prototype;
    const falsified = (canvas: HTMLCanvasElement | OffscreenCanvas): HTMLCanvasElement => {
      const copy = document.createElement("canvas");
      [copy.width, copy.height] = [canvas.width, canvas.height];
      const context = copy.getContext("2d");
      context?.drawImage(canvas, 0, 0);
      context?.putImageData(context.getImageData(0, 0, copy.width, copy.height), 0, 0);
      return copy;
    };
    HTMLCanvasElement.prototype.toDataURL = function (...format) {
      return toDataURL.apply(falsified(this), format);
    };
    HTMLCanvasElement.prototype.toBlob = function (...call) {
      toBlob.apply(falsified(this), call);
    };
    OffscreenCanvas.prototype.convertToBlob = function () {
      return new Promise((resolve, reject) => {
        toBlob.call(falsified(this), (blob) => {
          if (blob === null) reject(new Error("wanted a picture"));
          else resolve(blob);
        });
      });
    };
  }, falsification);
}
