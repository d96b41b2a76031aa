import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import type { WrittenDigit } from "./penStrokes";

/** Return a photograph of a digit on paper, in uneven light; of four megapixels, unless it is to be smaller. */
export async function photograph(
  page: Page,
  { strokes }: WrittenDigit,
  { type = "image/jpeg", width = 2400 } = {},
): Promise<Buffer> {
  const base64 = await page.evaluate(
    ({ lines, type, width }) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = (3 * width) / 4;
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("wanted a 2D context");
      context.scale(width / 2400, width / 2400);
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
      return canvas.toDataURL(type, 0.9).split(",")[1] ?? "";
    },
    { lines: strokes, type, width },
  );
  return Buffer.from(base64, "base64");
}
