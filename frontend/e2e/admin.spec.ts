/** The administrator's pages: each does what it is for, and a viewer can only look. */

import { readFile } from "node:fs/promises";
import { test as base, expect } from "./test";
import { inBothSchemes, violations } from "./axe";
import { AdminProgram, people, trueLabel } from "./adminProgram";

const test = base.extend<object, { readonly admin: AdminProgram }>({
  admin: [
    async ({}, use) => {
      const admin = await AdminProgram.start();
      await use(admin);
      await admin.program.remove();
    },
    { scope: "worker", timeout: 1_800_000 },
  ],
});

const pages = {
  dashboard: "",
  review: "review/",
  digits: "digits/digit/",
  digit: "digits/digit/31/change/",
  versions: "digits/modelstate/",
  version: "digits/modelstate/2/change/",
  lineage: "digits/modelstate/2/lineage/",
  compare: "digits/modelstate/compare/?old=1&new=2",
  history: "digits/deployment/",
  exchange: "exchange/",
  audit: "digits/auditentry/",
  accounts: "auth/user/",
};

test.describe("as an administrator", () => {
  test.beforeEach(async ({ page, admin }) => {
    await admin.enter(page, people.administrator);
  });

  test("the dashboard tells how it goes, and its confusions lead to the digits", async ({ page }) => {
    await expect(page.getByText(/^1 worker alive$/)).toBeVisible();
    await expect(page.getByRole("link", { name: /^Version \d+$/ })).toBeVisible();
    await expect(page.getByRole("img", { name: /training, test, .* by version/ })).toBeVisible();
    await expect(page.getByText("140 in all")).toBeVisible();
    const cell = page.getByRole("link", { name: /times a \d was read as \d/ }).first();
    const [n, label, guess] = ((await cell.getAttribute("aria-label")) ?? "").match(/\d+/g) ?? [];
    await cell.click();
    await expect(page).toHaveURL(new RegExp(`label=${label ?? ""}&guess=${guess ?? ""}$`));
    await expect(page.locator("#result_list tbody tr")).toHaveCount(Number(n));
  });

  test("a rollback is served by the next request, and the history says who and why", async ({
    page,
    admin,
  }) => {
    await admin.go(page, "digits/modelstate/1/change/");
    await page.getByLabel("Why:").fill("it reads my sevens better");
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    await expect(page.getByText("Version 1 is served from the next request on, and pinned.")).toBeVisible();
    expect(await admin.servedVersion()).toBe(1);
    await page.getByRole("link", { name: "Serving history" }).click();
    const newest = page.locator("#result_list tbody tr").first();
    await expect(newest).toContainText(/1\s*scribe\s*pinned\s*it reads my sevens better/);
    await admin.go(page, "digits/auditentry/");
    await expect(page.locator("#result_list tbody tr").first()).toContainText("it reads my sevens better");
    await admin.go(page, "digits/modelstate/");
    await page.getByLabel("Why:").fill("it may learn");
    await page.getByRole("button", { name: "Unpin" }).click();
    await expect(page.getByText("The network learns again.")).toBeVisible();
  });

  test("a version shows its curves, weights, ten and receipt, and is compared with another", async ({
    page,
    admin,
  }) => {
    await admin.go(page, pages.version);
    for (const name of ["Cost while it learned", "Accuracy while it learned", "Confusion on test digits"])
      await expect(page.getByRole("heading", { name })).toBeVisible();
    const weights = page.getByAltText(/^Thirty pictures of weights/);
    await expect.poll(() => weights.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(884);
    await expect(page.locator(".thumb")).toHaveCount(10);
    await page.getByText("What it was trained from").click();
    await expect(page.getByText('"seed": 2')).toBeVisible();
    await page.getByRole("link", { name: "Compare with its parent" }).click();
    await expect(page.getByText(/^Both were shown the newest \d+ held-out digits/)).toBeVisible();
    await expect(page.getByRole("heading", { name: /^\d+ that only version 2 reads$/ })).toBeVisible();
  });

  test("digits are filtered, searched, relabelled by key, excluded and restored", async ({ page, admin }) => {
    await admin.go(page, `${pages.digits}?state=imported`);
    await page.getByRole("link", { name: "corrected", exact: true }).click();
    const first = page.locator("#result_list tbody tr").first();
    const mark = first.locator("[data-digit]");
    const number = (await mark.getAttribute("data-digit")) ?? "";
    const label = trueLabel(Number(await mark.getAttribute("data-label")));
    await page.keyboard.press(String(label));
    await expect(page.getByRole("status")).toHaveText(`Digit ${number}: it is a ${label}.`);

    await admin.go(page, `${pages.digits}?q=${number}`);
    await page.getByRole("checkbox", { name: "Select this object" }).check();
    await page.getByLabel("Action:").selectOption("exclude_them");
    await page.getByLabel("Why:").fill("a blot");
    await page.getByRole("button", { name: "Go" }).click();
    await expect(page.getByText("1 done.")).toBeVisible();

    await admin.go(page, `digits/digit/${number}/change/`);
    await expect(page.getByText("a blot").first()).toBeVisible();
    await page.getByLabel("Why:").fill("no blot after all");
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(page.locator(".state.imported")).toBeVisible();
    await expect(page.locator("table.plain tbody tr")).toHaveCount(3);
  });

  test("a hundred doubtful digits take one key each", async ({ page, admin }) => {
    await admin.go(page, pages.review);
    const items = page.locator("#queue li");
    await expect(items).toHaveCount(100);
    const labels = await items.evaluateAll((found) => found.map((item) => Number(item.dataset.label)));
    const numbers = await items.evaluateAll((found) => found.map((item) => Number(item.dataset.digit)));
    for (const label of labels) await page.keyboard.press(String(trueLabel(label)));
    await expect(page.locator("#left")).toHaveText("0");
    const script = `
from backend.digits.models import AuditEntry, Digit
ids = [${numbers.join()}]
print(AuditEntry.objects.filter(digit_id__in=ids, by="scribe", action="relabel").values("digit").distinct().count())
print(*(Digit.objects.in_bulk(ids)[id_].label for id_ in ids))`;
    const [nRelabelled, ...now] = (await admin.run(script)).split(/\s+/).filter(Boolean).map(Number);
    expect(nRelabelled).toBe(100);
    expect(now).toEqual(labels.map(trueLabel));
    await page.reload();
    await expect(items).not.toHaveCount(100);
  });

  test("digits and networks go out and come in", async ({ page, admin }, testInfo) => {
    await admin.go(page, pages.exchange);
    const paths: Record<string, string> = {};
    for (const format of ["archive", "csv"]) {
      await page.getByLabel("As", { exact: true }).selectOption(format);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Take out" }).click();
      const file = await download;
      paths[format] = testInfo.outputPath(file.suggestedFilename());
      await file.saveAs(paths[format]);
    }
    expect((await readFile(paths.archive ?? "")).subarray(0, 2).toString()).toBe("PK");
    for (const [format, told] of [
      ["csv", /\d+ digits added, \d+ were there already/],
      ["archive", /0 digits added, \d+ were there already/],
    ] as const) {
      await page.locator("#files").setInputFiles(paths[format] ?? "");
      await page.locator("#in-reason").fill("a browser test");
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
    await page.getByLabel("Why:").fill("to forget it");
    await page.getByRole("button", { name: "Retrain without excluded digits" }).click();
    const told = await page.getByText(/^Version \d+ is queued, starting from version \d+\.$/).textContent();
    const version = /\d+/.exec(told ?? "")?.[0] ?? "";
    await admin.program.allLearned();
    await admin.go(page, `digits/modelstate/${version}/lineage/`);
    await expect(
      page.getByText("No digit of their receipts was excluded or taken back since."),
    ).toBeVisible();
    const receipt = `
from backend.digits.models import ModelState
print(${gone} in ModelState.objects.get(pk=${version}).receipt["digits"]["ids"])`;
    expect((await admin.run(receipt)).trim()).toBe("False");
  });
});

test("a viewer sees every page but the exchange, and can change nothing", async ({ page, admin }) => {
  await admin.enter(page, people.viewer);
  await expect(page.getByRole("link", { name: "In and out" })).toHaveCount(0);
  for (const path of [pages.review, pages.digits, pages.digit, pages.versions, pages.version, pages.audit]) {
    await admin.go(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const offers = page.locator(
      'button[name="action"], button[name="label"], select[name="action"], #decisions',
    );
    await expect(offers).toHaveCount(0);
  }
  const before = await admin.servedVersion();
  const token =
    (await page.context().cookies()).find(({ name }) => name.startsWith("ductus_csrf_"))?.value ?? "";
  const headers = { "X-CSRFToken": token, Referer: `${admin.program.url}/admin/` };
  for (const [path, form] of [
    ["review/31/", { label: "3" }],
    ["digits/modelstate/steer/", { action: "rollback", version: "1", reason: "mischief" }],
    ["digits/modelstate/steer/", { action: "retrain", reason: "mischief" }],
    ["exchange/digits/", { format: "csv" }],
  ] as const) {
    const answer = await page.request.post(`${admin.program.url}/admin/${path}`, { headers, form });
    expect(answer.status(), path).toBe(403);
  }
  expect((await page.request.get(`${admin.program.url}/admin/exchange/`)).status()).toBe(403);
  expect(await admin.servedVersion()).toBe(before);
});

for (const [device, viewport] of Object.entries({
  desk: { width: 1280, height: 800 },
  phone: { width: 390, height: 800 },
})) {
  test.describe(device, () => {
    test.use({ viewport });

    test("axe finds nothing on any page", async ({ page, admin, screenshotPath }) => {
      await admin.enter(page, people.administrator);
      for (const [name, path] of Object.entries(pages)) {
        await admin.go(page, path);
        await inBothSchemes(page, async (scheme) => {
          await page.screenshot({ path: screenshotPath(`admin-${name}-${device}-${scheme}.png`) });
          expect.soft(await violations(page), `${name}, ${scheme}`).toEqual([]);
        });
      }
    });
  });
}
