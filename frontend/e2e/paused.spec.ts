/** A learning that the administrator has paused: what a person is told who teaches all the same. */

import { phone } from "./fingers";
import { expect, test } from "./test";

/** Pins what is served, or lets it go on, as the administrator does. */
const pin = "from backend.digits.services.deployments import pin; pin(by='scribe', reason='a visit')";
const unpin =
  "from backend.digits.services.deployments import unpin; unpin(by='scribe', reason='it is over')";

for (const { on, ...device } of [{ on: "a desk" }, { on: "a phone", ...phone }])
  test.describe(on, () => {
    test.use(device);

    test(`while the learning is paused a tenth digit is kept, and learned once it goes on, on ${on}`, async ({
      page,
      startProgram,
      sheet,
      written,
      hand,
    }) => {
      const program = await startProgram();
      await program.manage(["shell", "-v0", "-c", pin]);
      await sheet.open(program);
      const paused = page.getByText(
        "The administrator has paused the learning. New digits are kept for later.",
      );
      await expect(paused).toBeVisible();
      for (const label of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
        const { strokes } = written(label);
        const answer = await page.request.post(`${program.url}/api/digits`, { data: { strokes, label } });
        expect(answer.status()).toBe(201);
      }
      let nAsked = 0;
      page.on("request", (request) => {
        if (request.url().endsWith("/training")) nAsked += 1;
      });
      await hand.write(9);
      await sheet.read();
      await hand.press(page.getByRole("button", { name: "It is a 9", exact: true }));
      await expect(sheet.words).toContainText(
        /Thank you for the 9\..* (It is kept for later: the administrator has paused the learning of everybody’s network|Everybody’s network is tested with it, and does not learn it)\./,
      );
      await expect(
        page.getByRole("img", { name: "Version 1; the learning is paused" }).first(),
      ).toBeVisible();
      await expect(paused).toBeVisible();
      await expect(page.locator("[data-stage]")).toHaveCount(0);
      await expect(page.getByText(/until the network learns|about to learn|network learns/)).toHaveCount(0);
      expect(nAsked).toBeLessThanOrEqual(1);

      await program.manage(["shell", "-v0", "-c", unpin]);
      await expect(
        page.getByRole("heading", { name: /^Version 2 (has learned|was not taken)$/ }),
      ).toBeVisible();
      await expect(page.getByText("0 of 10 until the network learns again")).toBeVisible();
      await hand.press(page.getByRole("button", { name: "Go on" }));
      await expect(sheet.canvas).toBeFocused();
    });
  });
