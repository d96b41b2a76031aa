/** The wheel, as it is installed: below one package, in a strange folder, with its own page. */

import { rm } from "node:fs/promises";
import path from "node:path";
import { jsonOf } from "./json";
import { Program, unpackedWheel } from "./program";
import { expect, test } from "./test";

test("the installed program reads, takes a digit, and shows its other pages", async ({
  page,
  sheet,
  written,
}) => {
  const site = await unpackedWheel();
  const program = await Program.startInstalled(site);
  try {
    await sheet.open(program);
    expect(await sheet.drawAndRead(written(7))).toBe(7);
    await sheet.confirm();
    await expect(sheet.words).toContainText("Thank you for the 7.");
    // The thanks are said at once; the digit may still be on its way.
    const listed = () => fetch(`${program.url}/api/digits`).then(jsonOf);
    await expect.poll(listed).toMatchObject({ results: [{ label: 7, state: "counted" }] });
    await page.goto(`${program.url}/admin/`);
    await expect(page.getByLabel("Username:")).toBeVisible();
    await page.goto("about:blank"); // or the page would complain that the program has gone
  } finally {
    await program.remove();
    await rm(path.dirname(site), { recursive: true });
  }
});
