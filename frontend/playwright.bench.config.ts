import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

/** Benchmarks in the browser of the tests. They print what they measure, and none fails for being slow. */
export default defineConfig({
  ...tests,
  testDir: "bench",
  testMatch: "*.bench.ts",
  timeout: 300_000,
  // A trace would be measured too.
  use: { ...tests.use, trace: "off" },
});
