/** What goes out comes in again and adds nothing; what was excluded is unlearned. */

import { readFile } from "node:fs/promises";
import { expect, pages, test } from "./adminTest";
import { people } from "./adminProgram";

test.beforeEach(async ({ page, admin }) => {
  await admin.enter(page, people.administrator);
});

test("digits and networks go out and come in", async ({ page, admin }, testInfo) => {
  await admin.go(page, pages.exchange);
  const paths: Record<string, string> = {};
  for (const format of ["archive", "csv", "npz", "png"]) {
    await page.getByLabel("As", { exact: true }).selectOption(format);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Take out" }).click();
    const file = await download;
    paths[format] = testInfo.outputPath(file.suggestedFilename());
    await file.saveAs(paths[format]);
  }
  expect((await readFile(paths.archive ?? "")).subarray(0, 2).toString()).toBe("PK");
  for (const [format, told] of [
    ["csv", /0 digits added, \d+ were there already/],
    ["npz", /0 digits added, \d+ were there already/],
    ["png", /0 digits added, \d+ were there already/],
    ["archive", /0 digits added, \d+ were there already/],
  ] as const) {
    await page.locator("#files").setInputFiles(paths[format] ?? "");
    await page.locator("#in-reason").fill("a browser test");
    await page.getByLabel(/^of an archive: add its digits/).check();
    await page.getByRole("button", { name: "Bring in", exact: true }).click();
    await expect(page.getByText(told).first()).toBeVisible();
  }
  await admin.go(page, pages.version);
  const parts: Record<string, string> = {};
  for (const [part, name] of [
    ["blob", "Take out the blob"],
    ["json", "and its JSON"],
  ] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    const file = await download;
    parts[part] = testInfo.outputPath(file.suggestedFilename());
    await file.saveAs(parts[part]);
  }
  await admin.go(page, pages.exchange);
  await page.locator("#blob").setInputFiles(parts.blob ?? "");
  await page.locator("#description").setInputFiles(parts.json ?? "");
  await page.locator("#network-reason").fill("it was here before");
  await page.getByRole("button", { name: "Bring in through the gate" }).click();
  await expect(page.getByText(/^Version \d+ (promoted|rejected): It reads/)).toBeVisible();
});

test("excluded digits are unlearned: no receipt of the new version's lineage has them", async ({
  page,
  admin,
}) => {
  const script = `
from backend.digits.models import ModelState
receipts = ModelState.objects.filter(kind="ten", status="promoted").order_by("id")
print(receipts.first().receipt["digits"]["ids"][0])`;
  const gone = (await admin.run(script)).trim();
  await admin.go(page, `digits/digit/${gone}/change/`);
  await page.getByLabel("Why:").fill("its writer asked");
  await page.getByRole("button", { name: "Exclude" }).click();
  await expect(page.locator(".state.excluded")).toBeVisible();
  await admin.go(page, pages.versions);
  await page.getByRole("button", { name: "Retrain without excluded digits" }).click();
  await page.getByLabel("Why").fill("to forget it");
  await page.getByRole("button", { name: "Retrain without excluded digits" }).click();
  const told = await page.getByText(/^Version \d+ is queued, starting from version \d+\.$/).textContent();
  const version = /\d+/.exec(told ?? "")?.[0] ?? "";
  await admin.program.allLearned();
  await admin.go(page, `digits/modelstate/${version}/lineage/`);
  await expect(page.getByText("No digit of these receipts was excluded or taken back since.")).toBeVisible();
  const receipt = `
from backend.digits.models import ModelState
print(${gone} in ModelState.objects.get(pk=${version}).receipt["digits"]["ids"])`;
  expect((await admin.run(receipt)).trim()).toBe("False");
});
