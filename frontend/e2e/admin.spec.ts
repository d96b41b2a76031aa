/** The administrator's pages: each does what it is for, and a viewer can only look. */

import { readFile } from "node:fs/promises";
import { test as base, expect } from "./test";
import { inBothSchemes, violations } from "./axe";
import { AdminProgram, people, trueLabel } from "./adminProgram";
import { asList, asRecord } from "./json";

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

/** Adds a digit of two strokes, holds it for a decision, and prints its number. */
const strokesHeld = `
import numpy as np
from backend.digits.services.digits import add_digit
from backend.digits.services.moderation import review
from nn.data.strokes import clean
strokes = [[[0, 0, 0], [600, 0, 300], [200, 1000, 900]], [[100, 500, 1200], [600, 500, 1500]]]
drawing = clean([np.array(stroke, np.float32) for stroke in strokes])
digit = add_digit(drawing=drawing, label=7, contributor=None, idempotency_key=None).digit
review.hold([digit.pk], by="scribe", reason="to look at its strokes")
print(digit.pk)`;

const pages = {
  dashboard: "",
  review: "review/",
  digits: "digits/digit/",
  digit: "digits/digit/31/change/",
  steer: "digits/modelstate/steer/?action=rollback",
  versions: "digits/modelstate/",
  version: "digits/modelstate/2/change/",
  lineage: "digits/modelstate/2/lineage/",
  compare: "digits/modelstate/compare/?old=1&new=2",
  history: "digits/deployment/",
  exchange: "exchange/",
  notices: "notices/",
  audit: "digits/auditentry/",
  accounts: "auth/user/",
  addAccount: "auth/user/add/",
  account: "auth/user/1/change/",
};

test.describe("as an administrator", () => {
  test.beforeEach(async ({ page, admin }) => {
    await admin.enter(page, people.administrator);
  });

  test("the dashboard tells how it goes, and its confusions lead to the digits", async ({ page }) => {
    await expect(page.getByText(/^Worker .*, heard \d+ seconds ago\.$/)).toBeVisible();
    await expect(page.getByRole("link", { name: /^Version \d+$/ })).toBeVisible();
    const chart = page.getByRole("group", { name: /^Yardstick, by version/ });
    await chart.locator(".point").last().focus();
    await page.keyboard.press("ArrowLeft");
    await expect(page.locator("figure", { has: chart }).locator("output")).toHaveText(
      /^version \d+: 9\d\.\d+%, /,
    );
    await expect(page.getByText("140 in all")).toBeVisible();
    const renewed = await page.locator(".overall time").textContent();
    await expect(page.locator(".overall time")).not.toHaveText(renewed ?? "");
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
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    await expect(
      page.getByText(/^From the next request on, version 1 is served instead of version/),
    ).toBeVisible();
    await expect(page.getByText(/^The way back: roll back to version/)).toBeVisible();
    const why = page.getByLabel("Why");
    await why.fill("it reads my sevens better");
    const served = await admin.servedVersion();
    await why.press("Enter");
    expect(await admin.servedVersion()).toBe(served);
    await why.fill("it reads my sevens better");
    await page.getByRole("button", { name: "Serve an older version" }).click();
    await expect(page.getByText("Version 1 is served from the next request on, and pinned.")).toBeVisible();
    expect(await admin.servedVersion()).toBe(1);
    await page.getByRole("link", { name: "Serving history" }).click();
    const newest = page.locator("#result_list tbody tr").first();
    await expect(newest).toContainText(/1\s*scribe\s*pinned\s*it reads my sevens better/);
    await admin.go(page, "digits/auditentry/");
    await expect(page.locator("#result_list tbody tr").first()).toContainText("it reads my sevens better");
    await admin.go(page, "digits/modelstate/");
    await page.getByRole("button", { name: "Unpin" }).click();
    await page.getByLabel("Why").fill("it may learn");
    await page.getByRole("button", { name: "Unpin" }).click();
    await expect(page.getByText("The network learns again.")).toBeVisible();
  });

  test("a version shows its curves, weights, ten and receipt, and is compared with another", async ({
    page,
    admin,
  }) => {
    await admin.go(page, pages.version);
    for (const name of [
      "Cost while it learned",
      "Accuracy while it learned",
      "Confusion on digits of known labels",
    ])
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
    await page.keyboard.press(String(label)); // before the mode was entered it changes nothing
    await page.getByRole("button", { name: /^Decide by keys/ }).click();
    await page.keyboard.press(String(label));
    await expect(page.locator("#said")).toHaveText(`Digit ${number}: a ${String(label)}, imported.`);

    await admin.go(page, `${pages.digits}?q=${number}`);
    await page.getByRole("checkbox", { name: "Select this object" }).check();
    await page.getByLabel("Action:").selectOption("exclude_them");
    await page.getByLabel("Why:").fill("a blot");
    await page.getByRole("button", { name: "Go" }).click();
    await expect(page.getByText(/^1 done\./)).toBeVisible();

    await admin.go(page, `digits/digit/${number}/change/`);
    await expect(page.getByText("a blot").first()).toBeVisible();
    await page.getByLabel("Why:").fill("no blot after all");
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(page.locator(".state.imported")).toBeVisible();
    await expect(page.locator("table.plain tbody tr")).toHaveCount(3);
  });

  test.describe("two hundred keys", () => {
    // The test takes the session away, ends the server, and has somebody else decide first.
    test.use({ mayComplain: /status of 401|status of 409|ERR_CONNECTION|ERR_EMPTY|Failed to fetch/ });

    test("what the page says is what the table has, and what is undone is as it was", async ({
      page,
      admin,
      browser,
    }) => {
      await admin.go(page, `${pages.review}?each=1`);
      const cards = page.locator("#queue > li");
      await expect(cards).toHaveCount(100);
      const numbers = await cards.evaluateAll((found) =>
        found.map((card) => Number(card.dataset.digits?.split(":")[0])),
      );
      const labels = (await cards.locator(".label").allTextContents()).map(Number);
      const rowsNow = async () => {
        const script = `
import json
from backend.digits.models import Digit
from django.core.serializers.json import DjangoJSONEncoder
columns = ("id", "label", "state", "state_before", "state_reason", "reviewed_at", "model_state_id", "said")
rows = Digit.objects.filter(id__in=[${numbers.join()}]).order_by("id").values(*columns)
print(json.dumps(list(rows), cls=DjangoJSONEncoder))`;
        const rows: unknown = JSON.parse(await admin.run(script));
        return asList(rows).map(asRecord);
      };
      const before = await rowsNow();
      const said = page.locator("#said");

      // Before the mode is entered, keys change nothing.
      await page.keyboard.type("149");
      await expect(cards.and(page.locator(".is-done"))).toHaveCount(0);
      await page.getByRole("button", { name: /^Decide by keys/ }).click();

      for (const [at, number] of numbers.entries()) {
        const key = String(trueLabel(labels[at] ?? 0));
        const card = cards.nth(at);
        await expect(card).toHaveClass(/is-current/);
        if (at === 20) await page.context().clearCookies({ name: /^ductus_session/ });
        if (at === 40) await admin.program.kill();
        if (at === 60) {
          const other = await browser.newPage();
          await admin.enter(other, people.administrator);
          await admin.go(other, `digits/digit/${String(number)}/change/`);
          await other.getByRole("group", { name: "It is a" }).getByRole("button", { name: "3" }).click();
          await expect(other.getByText(`Digit ${String(number)}: a 3`)).toBeVisible();
          await other.close();
        }
        await page.keyboard.press(key);
        if (at === 20) {
          await expect(said).toContainText("You are signed out");
          await expect(card).not.toHaveClass(/is-done/);
          await page.getByLabel("Password").fill("iron-gall-and-vellum");
          await page.getByRole("button", { name: "Sign in and send" }).click();
        }
        if (at === 40) {
          await expect(said).toContainText("The server does not answer");
          await expect(card).not.toHaveClass(/is-done/);
          await admin.program.startAgain();
        }
        if (at === 60) {
          await expect(said).toContainText("was changed meanwhile by scribe");
          await expect(card).toHaveClass(/is-refused.*is-current|is-current.*is-refused/);
          await page.keyboard.press(key);
        }
        await expect(said).toHaveText(new RegExp(`^Digit ${String(number)}: a ${key}, `));
        await expect(card).toHaveClass(/is-done/);
      }
      await expect(page.locator("#left")).toHaveText("0");
      const told = await cards.locator(".label").allTextContents();
      const after = new Map((await rowsNow()).map((row) => [Number(row.id), Number(row.label)]));
      expect(told.map(Number)).toEqual(labels.map(trueLabel));
      expect(told.map(Number)).toEqual(numbers.map((number) => after.get(number)));

      for (let n = 0; n < 100; n += 1) {
        const at = 99 - n;
        await page.keyboard.press("u");
        await expect(cards.nth(at)).not.toHaveClass(/is-done/);
        await expect(cards.nth(at)).toHaveClass(/is-current/);
      }
      const changedByOther = numbers[60];
      const rest = (rows: readonly Record<string, unknown>[]) =>
        rows.filter(({ id }) => id !== changedByOther);
      expect(rest(await rowsNow())).toEqual(rest(before));
    });
  });

  test("by thumb, twenty digits take twenty taps", async ({ page, admin }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await admin.go(page, `${pages.review}?each=1`);
    const cards = page.locator("#queue > li");
    const labels = (await cards.locator(".label").allTextContents()).map(Number);
    for (let at = 0; at < 20; at += 1) {
      await page.getByRole("button", { name: `it is a ${String(trueLabel(labels[at] ?? 0))}` }).click();
      await expect(cards.nth(at)).toHaveClass(/is-done/);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole("button", { name: /^Exclude/ }).click();
    await expect(page.getByRole("dialog", { name: "Why exclude?" })).toBeVisible();
    await page.getByRole("button", { name: /^cannot be read/ }).click();
    await expect(cards.nth(20)).toHaveClass(/is-done/);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(cards.nth(20)).not.toHaveClass(/is-done/);
  });

  test("the strokes of a digit are written again, and stand still where less motion is wanted", async ({
    page,
    admin,
  }) => {
    const number = (await admin.run(strokesHeld)).trim();
    try {
      await admin.go(page, `${pages.review}?each=1`);
      const card = page.locator("#queue > li", { has: page.getByText(`#${number}`, { exact: true }) });
      const ink = card.locator("svg.ink");
      const isWhole = () =>
        ink.evaluate((svg) =>
          [...svg.querySelectorAll("polyline")].map(({ points }) => points.length).join(),
        );
      const whole = await isWhole();
      expect(whole).toBe("3,2");
      await expect(ink).toBeHidden();
      // At each change, note how many points of the ink are shown, however fast frames come.
      const stood = await ink.evaluateHandle((svg) => {
        const seen = new Set<number>();
        const lines = [...svg.querySelectorAll("polyline")];
        const note = () => seen.add(lines.reduce((n, { points }) => n + points.length, 0));
        new MutationObserver(note).observe(svg, { attributes: true, subtree: true });
        return seen;
      });
      const amounts = () => stood.evaluate((seen) => [...seen].sort());

      await card.getByRole("button", { name: `write digit ${number} again` }).click();
      await expect(ink).toBeVisible();
      await expect.poll(isWhole).toBe(whole);
      expect((await amounts()).length).toBeGreaterThan(1);

      await card.click({ position: { x: 4, y: 4 } });
      await stood.evaluate((seen) => {
        seen.clear();
      });
      await page.keyboard.press("p");
      await expect.poll(amounts).toContain(5);
      expect((await amounts()).length).toBeGreaterThan(1);
      await expect.poll(isWhole).toBe(whole);
      await page.keyboard.press("ArrowRight");
      await expect(ink).toBeHidden();
      await page.keyboard.press("p");
      await expect(page.locator("#said")).toHaveText(/^It was sent as a picture/);

      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.keyboard.press("ArrowLeft");
      await expect(card).toHaveClass(/is-current/);
      await stood.evaluate((seen) => {
        seen.clear();
      });
      await page.keyboard.press("p");
      await expect(ink).toBeVisible();
      await expect(ink.getByText("2", { exact: true })).toBeVisible();
      await expect.poll(isWhole).toBe(whole);
      expect((await amounts()).filter((n) => n !== 5)).toEqual([]);
    } finally {
      await admin.run(`
from backend.digits.services.moderation import review
review.exclude([${number}], by="scribe", reason="the test is over")`);
    }
  });

  test("moments are written in the reader's zone, with UTC in the title", async ({ browser, admin }) => {
    const page = await browser.newPage({ timezoneId: "America/Los_Angeles" });
    await admin.enter(page, people.administrator);
    await expect(page.locator(".overall time")).toHaveText(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d GMT-[78]$/);
    await admin.go(page, pages.versions);
    const finished = page.locator("#result_list time").first();
    await expect(finished).toHaveText(/ GMT-[78]$/);
    await expect(finished).toHaveAttribute("title", / UTC$/);
    await page.close();
  });

  test("somebody is added with a role, and sets the password by the link", async ({
    page,
    admin,
    browser,
  }) => {
    const name = `clerk-${Date.now().toString()}`;
    await admin.go(page, pages.addAccount);
    await page.getByLabel("Username:").fill(name);
    await page.getByRole("radio", { name: /reviewer: decides on digits/ }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const told = page.getByText(`Give ${name} this link`);
    await expect(told).toBeVisible();
    const link = /https?:\S+/.exec((await told.textContent()) ?? "")?.[0] ?? "";
    const theirs = await browser.newPage();
    await theirs.goto(link);
    for (const label of ["New password:", "Confirm password:"])
      await theirs.getByLabel(label).fill("gall-and-iron-nib");
    await theirs.getByRole("button", { name: "Change my password" }).click();
    await expect(theirs.getByRole("heading", { name: /complete/i })).toBeVisible();
    await theirs.goto(`${admin.program.url}/admin/`);
    await theirs.getByLabel("Username:").fill(name);
    await theirs.getByLabel("Password:").fill("gall-and-iron-nib");
    await theirs.getByRole("button", { name: "Log in" }).click();
    await expect(theirs.getByRole("link", { name: "Review" })).toBeVisible();
    await expect(theirs.getByRole("link", { name: "Accounts" })).toHaveCount(0);
    await theirs.close();
    await admin.go(page, `${pages.audit}?on=user+${name}`);
    for (const line of ["Role: reviewer", "password set by a link", "logged in"])
      await expect(page.locator("#result_list")).toContainText(line);
  });

  test.describe("what is not there", () => {
    test.use({ mayComplain: /status of 40[345]/ });

    test("is answered with a page that leads back", async ({ page, admin }) => {
      for (const [path, heading] of [
        ["nope/", "Nothing here"],
        ["digits/digit/99999/change/", "Nothing here"],
        ["exchange/in/", "Not by opening an address"],
      ] as const) {
        await admin.go(page, path);
        await expect(page.getByRole("heading", { name: heading })).toBeVisible();
        expect.soft(await violations(page), path).toEqual([]);
        await page.getByRole("link", { name: "To the dashboard" }).click();
        await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
      }
    });
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
      'button[name="action"], button[name="label"], select[name="action"], #decide, .steering',
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
