import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi, type Mock } from "vitest";
import { createApi, type Api } from "../../api/client";
import { createServices } from "../../services";
import { answered } from "../../testing/answers";
import { FromNothing } from "./FromNothing";
import { nInputs } from "./freshNetwork";

const labels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Ten pictures that nobody could confuse: each has ink where no other has any. */
const pictures = labels.map((label) =>
  String.fromCharCode(...Array.from({ length: nInputs }, (_, i) => (i % 10 === label ? 255 : 0))),
);

/** What waits for the browser's next picture. */
const frames = new Map<number, FrameRequestCallback>();
let nFrames = 0;
/** Called for each picture that is painted. */
let painted: Mock;

class NoSizes {
  readonly observe = () => undefined;
  readonly disconnect = () => undefined;
}

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => {
    nFrames += 1;
    frames.set(nFrames, callback);
    return nFrames;
  });
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => frames.delete(frame));
  vi.stubGlobal("matchMedia", () => new EventTarget());
  vi.stubGlobal("ResizeObserver", NoSizes);
  // jsdom paints nothing.
  painted = vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});

afterEach(() => {
  vi.unstubAllGlobals();
  frames.clear();
});

/** The chapter, in which ten digits were lent. */
async function setUp() {
  const known = { pixels: btoa(pictures.join("")), labels };
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    knownDigits: () => Promise.resolve(answered(known)),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FromNothing services={createServices(api)} version={1} />
    </QueryClientProvider>,
  );
  const lend = screen.getByRole("button", { name: "Lend me ten digits, one of each" });
  await expect.poll(() => lend.hasAttribute("disabled")).toBe(false);
  const press = (name: string) => {
    fireEvent.click(screen.getByRole("button", { name }));
  };
  press("Lend me ten digits, one of each");
  return { press };
}

/** Let the browser paint its next picture. */
function paint(): void {
  const due = [...frames.values()];
  frames.clear();
  act(() => {
    for (const callback of due) callback(0);
  });
}

const others = () => screen.queryByText(/^Of 10 digits that it was never shown, it reads/);

it("says what else it reads once it reads its examples, and not while it learns", async () => {
  const { press } = await setUp();
  press("Learn until it reads them");
  paint();
  expect(screen.getByRole("button", { name: "Stop" })).toBeInTheDocument();
  expect(others()).toBeNull();
  while (screen.queryByText("Stop") !== null) paint(); // it ends by itself after 400 steps
  expect(screen.getByRole("button", { name: "Learn until it reads them" })).toBeDisabled();
  expect(screen.getByText(/it reads 10 of 10 examples/)).toBeInTheDocument();
  expect(others()).toHaveTextContent("it reads 10:");
});

it("reads the other digits, and paints the weights, once for each network, whatever else changes", async () => {
  const [read, decoded] = [vi.spyOn(labels, "filter"), vi.spyOn(globalThis, "atob")];
  const { press } = await setUp();
  press("One step of learning");
  expect(others()).toBeInTheDocument();
  expect(read).toHaveBeenCalledTimes(1);
  painted.mockClear();
  press("Lend me ten digits, one of each");
  expect(screen.getByText(/of 20 examples/)).toBeInTheDocument();
  expect(painted).toHaveBeenCalledTimes(10); // the new examples, and none of the thirty units
  expect([read.mock.calls.length, decoded.mock.calls.length]).toEqual([1, 1]);
  press("One step of learning");
  expect(read).toHaveBeenCalledTimes(2);
});
