import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

/** The same browser and program as the tests'; what is measured is printed, and nothing fails for being slow. */
export default defineConfig({
  ...tests,
  testDir: "bench",
  testMatch: "*.bench.ts",
  timeout: 300_000,
  // A trace would be measured too.
  use: { ...tests.use, trace: "off" },
});
