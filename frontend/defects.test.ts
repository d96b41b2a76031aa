/** The table of defects in e2e/README.md names tests that there are. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("e2e/README.md", "utf8");
const table = page.slice(page.indexOf("| #"));

/** Each `file` of the table with the names of tests that follow it, up to the next file. */
const named = table.split("`").flatMap((part, i, parts) => {
  if (i % 2 === 0 || part.startsWith("test_") || !part.includes(".")) return [];
  const [names = ""] = (parts[i + 1] ?? "").split("|");
  return [{ file: part, names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name) }];
});

function pathOf(file: string): string {
  if (file.startsWith("backend/")) return `../${file}`;
  return file.startsWith("src/") ? file : `e2e/${file}`;
}

it("has a row for each defect", () => {
  const rows = [...table.matchAll(/^\| (F?\d+) /gm)].map(([, number]) => number);
  const defects = Array.from({ length: 22 }, (_, i) => String(i + 1));
  expect(rows).toEqual([...defects, "F5", "F16", "F17", "F20"]);
});

it.each(named)("finds in $file what it names", ({ file, names }) => {
  const text = readFileSync(pathOf(file), "utf8");
  for (const name of names) expect(text).toContain(name);
});
