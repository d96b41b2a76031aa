/** The table of defects in e2e/README.md names tests that there are. */

import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const page = readFileSync("e2e/README.md", "utf8");
const table = page.slice(page.indexOf("| #"));

/** `make test` runs this in a copy of frontend/, and says where the checkout is. */
const root = process.env.DUCTUS_ROOT ?? "..";

interface Named {
  readonly file: string;
  readonly names: string[];
}

/** Each `file` of the table, with the "names of tests" and the `test_names` that follow it, up to the next file. */
const named: Named[] = [];
for (const [i, part] of table.split("`").entries()) {
  const last = named.at(-1);
  if (i % 2 === 0)
    last?.names.push(...[...(part.split("|")[0] ?? "").matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name));
  else if (part.startsWith("test_") && !part.includes(".")) last?.names.push(part);
  else if (part.includes(".")) named.push({ file: part, names: [] });
}

function pathOf(file: string): string {
  if (file.startsWith("backend/")) return path.join(root, file);
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
