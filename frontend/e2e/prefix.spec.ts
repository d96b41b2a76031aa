/** The program below a path of another server, as schools and home servers have it. */

import { createServer, request, type Server } from "node:http";
import { pipeline } from "node:stream";
import type { Program } from "./program";
import { expect, test } from "./test";

test.use({ serviceWorkers: "allow", mayComplain: /Failed to load resource|ERR_CONNECTION_REFUSED|502/ });

const prefix = "/ductus";

/** Starts a proxy that has the program below a path and nothing else. Some proxies leave the path off, some do not. */
async function proxyOf(program: Program, leavesPathOff: boolean): Promise<Server> {
  const proxy = createServer((asked, answer) => {
    const { url = "", method, headers } = asked;
    if (!url.startsWith(`${prefix}/`) && url !== prefix) {
      answer.writeHead(404).end("not ours");
      return;
    }
    const path = leavesPathOff ? url.slice(prefix.length) || "/" : url;
    const passed = request(program.url + path, { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      pipeline(got, answer, () => undefined); // either end may close its connection at any time
    });
    pipeline(asked, passed, () => undefined);
    passed.on("error", () => answer.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return proxy;
}

function addressOf(proxy: Server): string {
  const listens = proxy.address();
  if (listens === null || typeof listens === "string") throw new Error("the proxy does not listen");
  return `http://127.0.0.1:${listens.port}${prefix}`;
}

test("below a path everything works, whether the proxy leaves the path off or passes it on", async ({
  page,
  startProgram,
  sheet,
  written,
}) => {
  const program = await startProgram({ DIGITS_PREFIX: prefix });
  const proxies = [await proxyOf(program, false), await proxyOf(program, true)] as const;
  const addresses = proxies.map(addressOf);
  const strays: string[] = [];
  page.on("request", (asked) => {
    const isOurs = addresses.some((address) => asked.url().startsWith(`${address}/`));
    if (asked.url().startsWith("http") && !isOurs) strays.push(asked.url());
  });
  try {
    for (const [n, address] of addresses.entries()) {
      await sheet.open({ url: `${address}/` });
      expect(await sheet.drawAndRead(written(7 - 6 * n))).toBe(7 - 6 * n);
      await sheet.confirm();
      await expect(sheet.words).toContainText("Thank you");
      // The thanks are said at once; the digit may still be on its way.
      const image = `${address}/api/digits/${1 + n}/image.png`;
      await expect.poll(async () => (await page.request.get(image)).status()).toBe(200);
    }
    const url = addresses[1] ?? "";
    for (const [name, seen] of [
      ["gallery", "img"],
      ["hand", "a[download]"],
      ["inside", "a[download]"],
      ["history", "a[download]"],
    ] as const) {
      await page.goto(`${url}/#/${name}`);
      await expect(page.locator(`main ${seen}`).first()).toBeVisible();
      for (const link of await page.locator("main a[download]").all())
        expect(await link.evaluate((shown: HTMLAnchorElement) => shown.href)).toContain(`${url}/api/`);
    }
    await page.goto(`${url}/admin/`);
    await expect(page.getByLabel("Username:")).toBeVisible();
    await page.goto(`${url}/nowhere`);
    await page.getByRole("link", { name: "Draw a digit" }).click();
    await expect(page).toHaveURL(`${url}/`);
    await expect(sheet.canvas).toBeVisible();

    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    proxies[1].closeAllConnections();
    proxies[1].close();
    await page.reload(); // nothing answers now, and the page opens from what the browser keeps
    await expect(sheet.canvas).toBeVisible();
    expect(strays).toEqual([]);
  } finally {
    await page.goto("about:blank"); // or the page would complain that the program has gone
    for (const proxy of proxies) {
      proxy.closeAllConnections();
      proxy.close();
    }
  }
});
