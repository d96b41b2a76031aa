import { describe, expect, it } from "vitest";
import { version } from "../testing/answers";
import { withNewest } from "./queries";

function page(first: number, last: number, next: string | null = null) {
  const numbers = Array.from({ length: first - last + 1 }, (_, i) => first - i);
  return { results: numbers.map((number) => ({ ...version, version: number })), next };
}

function numbers(pages: readonly ReturnType<typeof page>[]): number[][] {
  return pages.map(({ results }) => results.map((one) => one.version));
}

describe("the newest versions before those that are known", () => {
  const known = { pages: [page(9, 7, "older"), page(6, 4)], pageParams: [null, 7] };

  it("are told once, and the other pages stay the same", () => {
    const { pages, pageParams } = withNewest(known, page(11, 9));
    expect(numbers(pages)).toEqual([
      [11, 10, 9, 8, 7],
      [6, 5, 4],
    ]);
    expect(pages[0]?.next).toBe("older");
    expect(pages[1]).toBe(known.pages[1]);
    expect(pageParams).toEqual([null, 7]);
  });

  it("replace what was known of the same versions", () => {
    const newest = page(9, 7);
    expect(withNewest(known, newest).pages[0]?.results).toEqual(newest.results);
  });

  it("stand alone where versions between are not known", () => {
    const newest = page(14, 11, "more");
    expect(withNewest(known, newest)).toEqual({ pages: [newest], pageParams: [null] });
  });
});
