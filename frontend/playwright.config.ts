import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromium = process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place));
if (chromium === undefined) {
  throw new Error("The browser tests need Chromium: install it, or name one with CHROMIUM_PATH.");
}

export default defineConfig({
  testDir: "e2e",
  // Each test drives the real program, web and worker, which need the processor: one test at a time.
  workers: 1,
  // Every wait is for an event; these limits only end a test that hangs, also on a machine that is busy.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env.CI === "true",
  reporter: "list",
  use: {
    viewport: { width: 1280, height: 800 },
    // A trace's pictures of the page, one at every move of the mouse, made drawing three times as slow.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    // A test cannot intercept the requests of a service worker; offline.spec.ts allows it.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        // A page that could not be loaded is loaded again by the test, not by Chromium.
        "--disable-auto-reload",
      ],
    },
  },
});
