/** The administrator's pages: what some show and do, what a viewer can, and that axe finds nothing on those in `pages`. */

import { expect, pages, test } from "./adminTest";
import { inBothSchemes, violations } from "./axe";
import { people } from "./adminProgram";

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
    const before = await page.locator(".overall time").textContent();
    await expect(page.locator(".overall time")).not.toHaveText(before ?? "");
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

  test("a reason that is one long word makes no table wider, and breaks no short word", async ({
    page,
    admin,
  }) => {
    await admin.run(
      `from backend.digits.models import Action\nfrom backend.digits.services import audit\n` +
        `audit.record(Action.EXPORT, by="${people.administrator}", reason="x" * audit.MAX_REASON)`,
    );
    await admin.go(page, "digits/auditentry/");
    const row = page.locator("#result_list tbody tr").filter({ hasText: "xxx" }).first();
    const lines = await row.locator("td, th").evaluateAll((cells) =>
      cells.map((cell) => {
        const words = document.createRange();
        words.selectNodeContents(cell);
        return [
          cell.textContent.trim().slice(0, 6),
          new Set([...words.getClientRects()].map(({ top }) => top)).size,
        ];
      }),
    );
    expect(lines).toContainEqual([people.administrator, 1]);
    expect(lines).toContainEqual(["export", 1]);
    expect(lines.find(([words]) => words === "xxxxxx")?.[1]).toBeGreaterThan(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
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

  test.describe("an address that cannot be opened", () => {
    test.use({ mayComplain: /status of 40[45]/ });

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
});

test("a viewer sees digits, versions and the audit trail, and can change nothing", async ({
  page,
  admin,
}) => {
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

    test("each room of the header is in sight, and no name of a chart is cut off", async ({
      page,
      admin,
    }) => {
      await admin.enter(page, people.administrator);
      for (const path of [pages.dashboard, pages.version]) {
        await admin.go(page, path);
        await expect(page.locator("#nav-links a")).toHaveCount(11);
        const cutOff = await page.evaluate(() => {
          const isOutside = (element: Element, around: DOMRect) => {
            const { left, right } = element.getBoundingClientRect();
            return right > around.right + 1 || left < around.left - 1;
          };
          const links = [...document.querySelectorAll("#nav-links a")].filter((link) =>
            isOutside(link, document.body.getBoundingClientRect()),
          );
          const names = [...document.querySelectorAll("svg.wide, svg.narrow")]
            .filter((chart) => chart.getBoundingClientRect().width > 0)
            .flatMap((chart) =>
              [...chart.querySelectorAll("text")].filter((name) =>
                isOutside(name, chart.getBoundingClientRect()),
              ),
            );
          return [...links, ...names].map(({ textContent }) => textContent);
        });
        expect(cutOff, path).toEqual([]);
      }
    });

    test("axe finds nothing on these pages", async ({ page, admin, screenshotPath }) => {
      await admin.enter(page, people.administrator);
      for (const [name, path] of Object.entries(pages)) {
        await admin.go(page, path);
        await inBothSchemes(page, async (scheme) => {
          // Colours pass into each other for a moment.
          const picture = screenshotPath(`admin-${name}-${device}-${scheme}.png`);
          await page.screenshot({ path: picture, animations: "disabled" });
          expect.soft(await violations(page), `${name}, ${scheme}`).toEqual([]);
        });
      }
    });
  });
}
