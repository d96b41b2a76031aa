import { ESLint } from "eslint";
import { expect, it } from "vitest";

const eslint = new ESLint();

async function complaints(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? "no rule");
}

it.each([
  ["src/App.tsx", 'export const answer = fetch("/api/model");', "no-restricted-globals"],
  ["src/App.tsx", 'export const answer = window.fetch("/api/model");', "no-restricted-properties"],
  ["src/App.tsx", "export const answer = new XMLHttpRequest();", "no-restricted-globals"],
  ["src/strokes/paint.ts", 'export * from "../api/client";', "no-restricted-imports"],
  ["src/api/client.ts", 'export * from "../strokes/paint";', "no-restricted-imports"],
  ["src/sheet/hints.ts", 'export * from "../teaching/notice";', "no-restricted-imports"],
  ["src/shell/view.ts", 'export * from "../api/client";', "no-restricted-imports"],
  ["src/shell/view.ts", 'export * from "../teaching/notice";', "no-restricted-imports"],
  ["src/teaching/notice.ts", 'export * from "../pages/learn/maths";', "no-restricted-imports"],
  ["src/pages/learn/maths.ts", 'export * from "../history/chart";', "no-restricted-imports"],
  ["src/pages/game/game.ts", 'export * from "../learn/maths";', "no-restricted-imports"],
  ["src/App.tsx", "export const x: any = 1;", "@typescript-eslint/no-explicit-any"],
  ["src/App.tsx", "export const x = (y?: string) => y!;", "@typescript-eslint/no-non-null-assertion"],
  [
    "src/App.tsx",
    "export const x = (y: object) => y as string[];",
    "@typescript-eslint/consistent-type-assertions",
  ],
])("a fault planted in %s is found: %s", async (filePath, code, rule) => {
  expect(await complaints(filePath, code)).toContain(rule);
});

it("src/api/ may fetch", async () => {
  const code = 'export const answer = (): Promise<Response> => fetch("/api/model");\n';
  expect(await complaints("src/api/browserFetch.ts", code)).toEqual([]);
});
