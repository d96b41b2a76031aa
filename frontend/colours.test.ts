/** The colours of the page, named in its base stylesheet. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const css = readFileSync("src/styles/base.css", "utf8");

it("has the same dark colours by choice as by the device", () => {
  const [byDevice, byChoice] = [':root:not([data-theme="light"])', ':root[data-theme="dark"]'].map(
    (selector) => css.split(`${selector} {`)[1]?.split("}")[0]?.replaceAll(/\s+/g, " ").trim(),
  );
  expect(byDevice).toContain("--paper:");
  expect(byChoice?.replace("color-scheme: dark; ", "")).toBe(byDevice);
});

it("gives no other background to a button that is pressed in, whose text has the colour for its own", () => {
  const hovered = [...css.matchAll(/^ *(button[^{\n]*:hover)/gm)].map(([, selector]) => selector);
  expect(hovered).toEqual(['button:not(:disabled, [aria-pressed="true"]):hover']);
});
