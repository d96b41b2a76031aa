import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { arrive, rememberScrolling } from "./scrollMemory";

let end: () => void;
const scrolled = vi.fn();

beforeEach(() => {
  scrolled.mockClear();
  vi.stubGlobal("scrollTo", scrolled);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = vi.fn();
      disconnect = vi.fn();
    },
  );
  history.replaceState(null, "", "#/first");
  end = rememberScrolling();
});

afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

function scroll(place: number): void {
  vi.stubGlobal("scrollY", place);
  dispatchEvent(new Event("scroll"));
}

/** Arrive where the address leads, as the page does once it is told of another address. */
function come(): void {
  dispatchEvent(new HashChangeEvent("hashchange"));
  arrive();
}

it("begins at the top of another page, also if the one before scrolled until the page was told of it", () => {
  scroll(500);
  history.pushState(null, "", "#/second");
  scroll(700);
  come();
  expect(scrolled.mock.lastCall).toEqual([0, 0]);
});

it("goes back to where a page was left", () => {
  scroll(500);
  const first: unknown = history.state;
  history.pushState(null, "", "#/second");
  scroll(700);
  come();
  scroll(30);
  history.replaceState(first, "", "#/first");
  come();
  expect(scrolled.mock.lastCall).toEqual([0, 700]);
});
