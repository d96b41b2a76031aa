import { afterEach, expect, it, vi } from "vitest";
import { onOtherDensity } from "./keepPainted";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("tells of every screen of another density, until it is ended", () => {
  const queries: { asked: string; change: () => void }[] = [];
  vi.stubGlobal("matchMedia", (asked: string) => {
    const target = new EventTarget();
    queries.push({ asked, change: () => target.dispatchEvent(new Event("change")) });
    return target;
  });
  vi.stubGlobal("devicePixelRatio", 1);
  let nTold = 0;
  const end = onOtherDensity(() => {
    nTold += 1;
  });
  for (const ratio of [2, 3]) {
    vi.stubGlobal("devicePixelRatio", ratio);
    queries.at(-1)?.change();
  }
  expect(nTold).toBe(2);
  expect(queries.map(({ asked }) => asked)).toEqual([1, 2, 3].map((ratio) => `(resolution: ${ratio}dppx)`));
  end();
  queries.at(-1)?.change();
  expect(nTold).toBe(2);
});
