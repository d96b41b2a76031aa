import { readdirSync } from "node:fs";
import path from "node:path";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const onlyThroughTheClient = "The page knows HTTP only through src/api/.";

/** Forbid a folder of src/ to import others: imports run one way, App → pages → features → api, strokes. */
function closedTo(folder, ...others) {
  return {
    files: [`src/${folder}/**`],
    ignores: ["src/**/*.test.*"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: others.map((other) => ({
            group: [`**/${other}/**`, `**/${other}`],
            message: `src/${folder}/ knows nothing of ${other}.`,
          })),
        },
      ],
    },
  };
}

/** Return the names of the folders in a folder. */
function foldersOf(folder) {
  const entries = readdirSync(path.join(import.meta.dirname, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Folders of src/ that are no parts of pages. Any other is one, so that a new one cannot be forgotten. */
const below = ["api", "pages", "strokes", "styles", "testing", "texts"];
/** Parts of pages; each knows nothing of the others. */
const features = foldersOf("src").filter((folder) => !below.includes(folder));
/** Parts of several pages, which may import them. They know no page. */
const sharedByPages = ["replay"];
/** Each page puts features together, and knows nothing of the others. */
const pages = foldersOf("src/pages");

export default defineConfig(
  globalIgnores(["dist", "playwright-report", "test-results", "src/api/schema.d.ts"]),
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.node.json", "./tsconfig.worker.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  { files: ["src/**/*.{ts,tsx}"], ...reactHooks.configs.flat["recommended-latest"] },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/api/**", "src/shell/serviceWorker.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
          name,
          message: onlyThroughTheClient,
        })),
      ],
      "no-restricted-properties": [
        "error",
        ...["window", "globalThis", "self"].map((object) => ({
          object,
          property: "fetch",
          message: onlyThroughTheClient,
        })),
        { object: "navigator", property: "sendBeacon", message: onlyThroughTheClient },
      ],
    },
  },
  // Playwright reads a fixture's dependencies from its first parameter; a fixture without any has {}.
  { files: ["e2e/**"], rules: { "no-empty-pattern": "off" } },
  closedTo("strokes", "api", "pages", "texts", ...features),
  closedTo("api", "pages", "strokes", "texts", ...features),
  ...features.map((feature) =>
    closedTo(
      feature,
      "pages",
      ...features.filter((other) => other !== feature),
      ...(feature === "shell" ? ["api", "strokes"] : []),
    ),
  ),
  ...pages.map((page) =>
    closedTo(`pages/${page}`, ...pages.filter((other) => other !== page && !sharedByPages.includes(other))),
  ),
);
