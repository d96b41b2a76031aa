import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vitest/config";

const backend = "http://127.0.0.1:8000";

/** Tells the service worker which files the page is made of. */
function filesForServiceWorker(): Plugin {
  return {
    name: "files-for-service-worker",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("wanted the service worker in the build, found none");
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const addresses = [...files, "icons/192.png"].map((name) => `/${name}`).sort();
      worker.code = worker.code.replaceAll("FILES", JSON.stringify(addresses));
    },
  };
}

/** Lays a compressed copy beside every text file; the server sends it to whoever can read it. */
function compressedCopies(): Plugin {
  return {
    name: "compressed-copies",
    apply: "build",
    writeBundle({ dir = "dist" }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|html|svg)$/.test(each))) {
        writeFileSync(
          path.join(dir, `${name}.gz`),
          gzipSync(readFileSync(path.join(dir, name)), { level: 9 }),
        );
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), filesForServiceWorker(), compressedCopies()],
  build: {
    outDir: process.env.DIGITS_PAGE_DIR ?? "dist",
    emptyOutDir: true,
    // The page's Content-Security-Policy allows files of its own origin only: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2022", "safari16"],
    rolldownOptions: {
      input: { index: "index.html", sw: "src/shell/serviceWorker.ts" },
      output: {
        // Where browsers look for it, and whence it may look after the whole page.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
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
