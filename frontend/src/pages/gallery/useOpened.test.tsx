import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi, type Api } from "../../api/client";
import { createServices } from "../../services";
import { answered, digit } from "../../testing/answers";
import { replaceAddress } from "../../shell/usePlace";
import GalleryView from "./GalleryView";

// jsdom has neither.
beforeEach(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      readonly observe = () => undefined;
      readonly disconnect = () => undefined;
    },
  );
  HTMLElement.prototype.scrollIntoView = () => undefined;
});

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(HTMLElement.prototype, "scrollIntoView");
  location.hash = "";
});

/** The gallery with a 2 and a 3, of which the 2 is opened and has the focus. */
async function setUp() {
  location.hash = "#/gallery/2";
  const drawn = (n: number) => ({ ...digit, id: n, label: n });
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    digits: () => Promise.resolve(answered({ results: [2, 3].map(drawn), next: null })),
    digit: (id) => Promise.resolve(answered(drawn(id))),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <GalleryView services={createServices(api)} gallery="everyone" version={undefined} />
    </QueryClientProvider>,
  );
  await screen.findByRole("link", { name: "A 2" });
  const opened = await screen.findByRole("region", { name: "A 2, drawing 2" });
  await expect.poll(() => document.activeElement).toBe(opened);
}

/** Let the focus go where it goes in the frame after a drawing is closed. */
const oneFrame = () => act(() => new Promise(requestAnimationFrame));

it.each([
  ["it had the focus", () => undefined],
  [
    "its link was pressed",
    () => {
      screen.getByRole("link", { name: "Close the drawing" }).focus();
    },
  ],
])("takes the focus back to the drawing in the list where %s", async (_, happen) => {
  await setUp();
  happen();
  act(() => {
    replaceAddress("#/gallery");
  });
  await oneFrame();
  expect(screen.queryByRole("region", { name: "A 2, drawing 2" })).toBeNull();
  expect(screen.getByRole("link", { name: "A 2" })).toHaveFocus();
});

it("moves no focus where a choice closed the drawing, though the browser gives a clicked button none", async () => {
  await setUp();
  // As Safari does, and Firefox on a Mac.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  fireEvent.click(screen.getByRole("button", { name: "Only 4" }));
  await oneFrame();
  expect(screen.queryByRole("region", { name: "A 2, drawing 2" })).toBeNull();
  expect(document.body).toHaveFocus();
});
