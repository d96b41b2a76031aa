import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vitest/config";

const backend = "http://127.0.0.1:8000";

/** Write the names of the page's files into the service worker. */
function filesForServiceWorker(): Plugin {
  return {
    name: "files-for-service-worker",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("wanted the service worker in the build, found none");
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const addresses = [...files, "icons/192.png"].sort();
      worker.code = worker.code.replaceAll("FILES", JSON.stringify(addresses));
    },
  };
}

/**
 * Write a gzip copy beside each .js, .css, .html and .svg of the bundle; the server sends the copy to browsers that
 * accept gzip.
 */
function compressedCopies(): Plugin {
  return {
    name: "compressed-copies",
    apply: "build",
    writeBundle({ dir = "dist" }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|html|svg)$/.test(file))) {
        writeFileSync(
          path.join(dir, `${name}.gz`),
          gzipSync(readFileSync(path.join(dir, name)), { level: 9 }),
        );
      }
    },
  };
}

export default defineConfig({
  base: "./", // the page may lie below a proxy's path: no address in it begins with a slash
  plugins: [react(), filesForServiceWorker(), compressedCopies()],
  build: {
    outDir: process.env.DIGITS_PAGE_DIR ?? "dist",
    emptyOutDir: true,
    // The Content-Security-Policy allows `data:` for images only, and no inlined font, script or style: nothing is
    // inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2022", "safari16"],
    rolldownOptions: {
      input: { index: "index.html", sw: "src/shell/serviceWorker.ts" },
      output: {
        // A service worker at the root may look after the whole page.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    proxy: { "/api": backend, "/admin": backend, "/static": backend },
  },
  test: {
    restoreMocks: true,
    testTimeout: 600_000, // only ends tests that hang: so long that no sound test fails by it, even on a busy machine
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
          testTimeout: 600_000, // TypeScript reads the whole project for the first file that is linted
        },
      },
    ],
  },
});
