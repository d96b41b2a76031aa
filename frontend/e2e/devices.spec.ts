/** What once went wrong, on a desk with a mouse and on a phone with a finger. */

import { coloursAt } from "./colours";
import { phone } from "./fingers";
import { jsonOf } from "./json";
import { photograph } from "./photograph";
import { expect, test } from "./test";

for (const [device, settings] of Object.entries({ desk: {}, phone })) {
  test.describe(device, () => {
    test.use(settings);

    test.describe("where the server gives no answer or a refusal", () => {
      test.use({ mayComplain: /Failed to load resource/ });

      test("an address where nothing is, and a name that is not this program's, are answered with a page", async ({
        page,
        program,
        hand,
      }) => {
        await page.goto(`${program.url}/nope`);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing at this address");
        await hand.press(page.getByRole("link", { name: "Draw a digit" }));
        await expect(page).toHaveTitle("Ductus: draw a digit");

        await page.route(`${program.url}/`, async (route) => {
          const headers = { ...(await route.request().allHeaders()), host: "room12.local" };
          await route.fulfill({ response: await route.fetch({ headers }) });
        });
        await page.goto("about:blank");
        await page.goto(program.url);
        await expect(page).toHaveTitle("Ductus"); // a page, not JSON
        await expect(page.getByText(/DIGITS_ALLOWED_HOSTS=\S*room12\.local/)).toBeVisible();
      });

      test("a digit that is refused lies on the sheet again", async ({ page, program, sheet, hand }) => {
        await page.route(
          "**/api/digits",
          (route) =>
            route.fulfill({ status: 413, json: { code: "too_large", detail: "Send at most 256 kB." } }),
          { times: 1 },
        );
        await sheet.open(program);
        await expect(
          page.getByText(/^A “yes” or a correction keeps the drawing.*everybody here can see/),
        ).toBeVisible();
        await hand.write(7);
        await sheet.read();
        await hand.press(page.getByRole("button", { name: "It is a 7", exact: true }));
        await expect(page.getByRole("alert")).toContainText("The 7 could not be taken.");
        await sheet.expectInk();
        await hand.press(page.getByRole("button", { name: "It is a 7", exact: true }));
        await expect(sheet.words).toContainText("Thank you for the 7.");
      });

      test("without an answer Inside waits and comes back by itself, with a legend that is true of a comparison", async ({
        page,
        context,
        taught,
        sheet,
        hand,
      }) => {
        // First nothing is answered, then the version is, but not what it has learned.
        await context.route("**/api/**", (route) => route.abort());
        await page.goto(`${taught.url}/#/inside/12?since=1`);
        await page.evaluate(() => {
          new MutationObserver(() => {
            if (document.body.innerText.includes("are not kept any more"))
              Object.assign(window, { isFalse: true });
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        });
        await hand.write(7);
        await context.route(/\/api\/(model|predictions)$/, (route) => route.continue());
        await expect(
          page.getByText("The server does not answer. This page asks again by itself."),
        ).toBeVisible();
        await context.unrouteAll();
        expect(await page.evaluate("window.isFalse === true")).toBe(false); // the weights were not asked for in vain
        await expect(page.getByRole("button", { name: /^Unit \d+: lit \d+%/ })).toHaveCount(30);
        await expect(page.getByText("It reads a 7.")).toBeVisible();
        const unit = page.getByRole("region", { name: "Unit 12" });
        await expect(unit.getByText(/^Blue: this weight has grown since version 1/)).toBeVisible();
        await sheet.expectInk();
      });
    });

    test("a link opens its filter, and Back its place", async ({ page, taughtByMe: taught, hand }) => {
      await page.goto(`${taught.url}/#/learn/forgetting`);
      const place = page.getByRole("heading", { name: /forget/i }).first();
      await expect(place).toBeInViewport();
      // A link within the page: to press one of its head would scroll there first.
      const link = page.getByRole("link", { name: "See every version and its reason in the history" });
      await link.scrollIntoViewIfNeeded();
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
      await hand.press(link);
      await expect(page).toHaveTitle("How it has learned · Ductus");
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
      await page.goBack();
      await expect(page).toHaveTitle("How it works · Ductus");
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);

      await page.goto(`${taught.url}/#/gallery?label=4&mine`);
      await expect(page.getByRole("button", { name: "Only 4" })).toHaveAttribute("aria-pressed", "true");
      await expect(page.getByRole("button", { name: /^Take back the 4/ }).first()).toBeVisible();
    });

    test("the bar of a training under way has the page's own colours", async ({ page, program, sheet }) => {
      await page.emulateMedia({ colorScheme: "light" });
      await page.route("**/api/model", async (route) => {
        const answer = await jsonOf(await route.fetch());
        await route.fulfill({ json: { ...answer, is_training: true, progress: 0.5 } });
      });
      await sheet.open(program);
      const bar = page.getByRole("progressbar");
      const look = async () => {
        const [left, top, width, height] = await bar.evaluate((element) => {
          const box = element.getBoundingClientRect();
          return [box.left + scrollX, box.top + scrollY, box.width, box.height] as const;
        });
        const colours = await coloursAt(
          page,
          [0.25, 0.75].map((share) => [left + share * width, top + height / 2] as const),
        );
        return colours.map((colour) => colour.split(",").map(Number));
      };
      // The half that is done is darker, and neither half has the green of a browser's own bar.
      await expect
        .poll(async () => (await look()).map((rgb) => Math.max(...rgb) < 180))
        .toEqual([true, false]);
      for (const [red = 0, green = 0, blue = 0] of await look())
        expect(green).toBeLessThanOrEqual(Math.max(red, blue));
    });

    test("a browser that translates every text breaks no page", async ({
      page,
      taughtByMe: taught,
      sheet,
      hand,
    }) => {
      await page.addInitScript(() => {
        // As Chrome's translator does: an element of its own takes the place of each text, also of later ones.
        const translate = (root: Node) => {
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          const texts: ChildNode[] = [];
          while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
          for (const text of texts) {
            if (text.parentElement?.closest("[data-translated], script, style, title") != null) continue;
            const font = document.createElement("span");
            font.dataset.translated = "";
            font.textContent = text.textContent;
            text.replaceWith(font);
          }
        };
        addEventListener("DOMContentLoaded", () => {
          new MutationObserver(() => {
            translate(document.body);
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        });
      });
      await sheet.open(taught);
      await hand.write(7);
      await sheet.read();
      await page.keyboard.press("Escape");
      await sheet.expectNoInk();
      for (const name of ["Hand", "Inside", "History", "Gallery", "Learn"]) {
        await hand.press(page.getByRole("link", { name, exact: true }));
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        if (name !== "Gallery") continue;
        await expect(page.getByRole("img", { name: /^An? \d$/ }).first()).toBeVisible();
        for (const filter of ["Only 3", "Only 5", "All digits"]) {
          await hand.press(page.getByRole("button", { name: filter }));
          await expect(page.getByRole("button", { name: filter })).toHaveAttribute("aria-pressed", "true");
        }
        await expect(page.getByRole("img", { name: /^An? \d$/ }).first()).toBeVisible();
      }
      await expect(page.locator("[data-translated]").first()).toBeAttached();
      await expect(page.getByText("The page has stumbled")).toHaveCount(0);
    });

    test("a photograph is read where the browser knows no options for it, and a French row of figures counts", async ({
      page,
      program,
      sheet,
      written,
      hand,
    }) => {
      await page.addInitScript(() => {
        const make = createImageBitmap.bind(window);
        Object.assign(window, {
          createImageBitmap: (source: ImageBitmapSource, options?: ImageBitmapOptions) =>
            options?.imageOrientation === "from-image"
              ? Promise.reject(new TypeError("from-image is no value of ImageOrientation"))
              : make(source, options),
        });
      });
      await sheet.open(program);
      const buffer = await photograph(page, written(7), { width: 600 });
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "seven.jpg", mimeType: "image/jpeg", buffer });
      expect(await sheet.read()).toBe(7);

      await page.keyboard.press("Escape");
      await hand.write(3);
      await sheet.read();
      await page.evaluate(() => {
        document.body.dispatchEvent(
          new KeyboardEvent("keydown", { key: "è", code: "Digit7", bubbles: true, cancelable: true }),
        );
      });
      await expect(sheet.words).toContainText("Thank you for the 7.");
    });
  });
}
