import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: process.env.DIGITS_PAGE_DIR ?? "dist",
    emptyOutDir: true,
    // The page's Content-Security-Policy allows files of its own origin only: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2022", "safari16"],
  },
  server: {
    proxy: { "/api": backend, "/admin": backend, "/static": backend },
  },
  test: {
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "page",
          include: ["src/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          setupFiles: ["src/testing/setup.ts"],
          isolate: false, // one jsdom for many files; the set-up clears it after every test
        },
      },
      {
        test: {
          name: "rules",
          include: ["*.test.ts"],
          environment: "node",
          testTimeout: 60_000, // the first file linted has TypeScript read the whole project
        },
      },
    ],
  },
});
