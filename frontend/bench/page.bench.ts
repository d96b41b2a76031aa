/**
 * Speed of the page in the browser: first load, end of a stroke to the updated guess, frames while one draws, and a
 * promoted version seen in another page. Run it with `npm run bench` on a machine that does nothing else.
 */

import { loadavg } from "node:os";
import type { Page } from "@playwright/test";
import { asList, asRecord, jsonOf } from "../e2e/json";
import type { WrittenDigit } from "../e2e/penStrokes";
import type { Program } from "../e2e/program";
import { Sheet } from "../e2e/sheet";
import { expect, test } from "../e2e/test";

const nLoads = 10;
const nRounds = 4;
/** From frame to frame at sixty a second. */
const frame_ms = 1000 / 60;

function say(line: string): void {
  process.stdout.write(`    ${line}\n`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

test.beforeAll(() => {
  say(
    `load of the machine at the start: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  );
});

interface Load {
  readonly largestPaint_ms: number;
  readonly shift: number;
  readonly script_bytes: number;
}

function loadOf(page: Page): Promise<Load> {
  return page.evaluate(
    () =>
      new Promise<Load>((resolve) => {
        let largestPaint_ms = 0;
        let shift = 0;
        new PerformanceObserver((list) => {
          for (const { startTime } of list.getEntries()) largestPaint_ms = startTime;
        }).observe({ type: "largest-contentful-paint", buffered: true });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift += "value" in entry ? Number(entry.value) : 0;
        }).observe({ type: "layout-shift", buffered: true });
        const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
        const script_bytes = scripts.reduce(
          (sum, entry) => sum + ("encodedBodySize" in entry ? Number(entry.encodedBodySize) : 0),
          0,
        );
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve({ largestPaint_ms, shift, script_bytes });
          });
        });
      }),
  );
}

test("first load", async ({ browser, program }) => {
  const loads: Load[] = [];
  for (let i = 0; i < nLoads; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await new Sheet(page).open(program);
    loads.push(await loadOf(page));
    await context.close();
  }
  const paints = loads.map(({ largestPaint_ms }) => largestPaint_ms);
  say(
    `largest paint, ${nLoads} loads with an empty cache: median ${quantile(paints, 0.5).toFixed(0)} ms, longest ${Math.max(...paints).toFixed(0)} ms`,
  );
  say(`layout shift: at most ${Math.max(...loads.map(({ shift }) => shift))}`);
  say(
    `JavaScript as it came over the wire: ${Math.max(...loads.map(({ script_bytes }) => script_bytes))} bytes`,
  );
});

/** When, after a stroke has ended, its guess was asked for, answered, in the page, and on the screen; milliseconds. */
interface Update {
  readonly asked_ms: number;
  readonly answered_ms: number;
  readonly updated_ms: number;
  readonly painted_ms: number;
}

/** Note in the page each time that a stroke's guess has come; return a function that gives what was noted. */
async function watchUpdates(page: Page): Promise<() => Promise<readonly Update[]>> {
  await page.evaluate(() => {
    const updates: Record<string, number>[] = [];
    const asked: { from: number; to: number }[] = [];
    Object.assign(window, { updates });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name.endsWith("/api/predictions"))
          asked.push({ from: entry.startTime, to: entry.startTime + entry.duration });
    }).observe({ type: "resource" });
    let ended: number | null = null;
    addEventListener("pointerup", ({ timeStamp }) => (ended = timeStamp), { capture: true });
    const words = document.querySelector("[data-state]");
    if (words === null) throw new Error("wanted the words of the guess");
    new MutationObserver(() => {
      if (ended === null || words.getAttribute("data-state") !== "read") return;
      const from = ended;
      ended = null;
      const updated_ms = performance.now() - from;
      requestAnimationFrame(() => {
        const channel = new MessageChannel(); // told after the frame
        channel.port1.onmessage = () => {
          const painted_ms = performance.now() - from;
          // The entry of the request comes when it likes, but before long.
          setTimeout(() => {
            const own = asked.find((request) => request.from >= from);
            if (own !== undefined)
              updates.push({ asked_ms: own.from - from, answered_ms: own.to - from, updated_ms, painted_ms });
          }, 50);
        };
        channel.port2.postMessage(null);
      });
    }).observe(words, { attributes: true });
  });
  return () => page.evaluate<Update[]>("updates");
}

/** Draw, and print how long after the end of a stroke its guess is there. */
async function timeGuesses(page: Page, program: Program, digits: readonly WrittenDigit[]): Promise<void> {
  const sheet = new Sheet(page);
  await sheet.open(program);
  const updates = await watchUpdates(page);
  for (let round = 0; round < nRounds; round += 1) {
    for (const { strokes } of digits) {
      for (const stroke of strokes) {
        await sheet.drawStroke(stroke);
        await sheet.read();
      }
      await page.keyboard.press("Escape");
    }
  }
  await expect.poll(async () => (await updates()).length).toBeGreaterThan(nRounds * digits.length);
  const all = await updates();
  const told = (name: keyof Update) => {
    const times = all.map((update) => update[name]);
    return `median ${quantile(times, 0.5).toFixed(1)} ms, 95 % within ${quantile(times, 0.95).toFixed(1)} ms`;
  };
  say(`from the end of a stroke, ${all.length} strokes:`);
  say(`  its guess is asked for: ${told("asked_ms")}`);
  say(`  is answered: ${told("answered_ms")}`);
  say(`  is in the page: ${told("updated_ms")}`);
  say(`  is on the screen: ${told("painted_ms")}`);
}

test("from the end of a stroke to the updated guess", async ({ page, program, digits }) => {
  await timeGuesses(page, program, digits);
});

/**
 * After an input Chromium hands a page no answer before it has drawn the next frame, up to 17 ms later. Without that,
 * the time is the program's own.
 */
test("the same in a Chromium that holds back no answers", async ({
  playwright,
  launchOptions,
  program,
  digits,
}) => {
  const args = [...(launchOptions.args ?? []), "--disable-features=DeferRendererTasksAfterInput"];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: "block",
  });
  await timeGuesses(await context.newPage(), program, digits);
  await browser.close();
});

/** What the browser's trace says of the frames it was asked for. */
interface Traced {
  readonly nShown: number;
  readonly nDropped: number;
}

/** Return the frames that were shown and those that were dropped, by the reports of Chromium's compositor. */
function framesOf(trace: string): Traced {
  const parsed: unknown = JSON.parse(trace);
  const events = asList(asRecord(parsed).traceEvents).map(asRecord);
  const states = events
    .filter(({ name, ph }) => name === "PipelineReporter" && ph === "b")
    .map(({ args }) => asRecord(asRecord(args).frame_reporter).state);
  const n = (wanted: string) => states.filter((state) => state === wanted).length;
  return {
    nShown: n("STATE_PRESENTED_ALL") + n("STATE_PRESENTED_PARTIAL"),
    nDropped: n("STATE_DROPPED"),
  };
}

test("frames while one draws and guesses arrive", async ({ browser, page, program, sheet }) => {
  await sheet.open(program);
  let nGuesses = 0;
  page.on("response", (response) => {
    if (response.url().endsWith("/api/predictions")) nGuesses += 1;
  });
  const loop = Array.from({ length: 400 }, (_, i) => {
    const angle = i / 12;
    const radius = 0.1 + 0.25 * (i / 400);
    return [0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)] as const;
  });
  const [first, ...others] = await sheet.toPage(loop);
  if (first === undefined) throw new Error("wanted a stroke");
  await page.mouse.move(...first);
  await page.mouse.down();
  await browser.startTracing(page, { categories: ["benchmark", "cc"] });
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    const note = (now: number) => {
      frames.push(now);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (const point of others) await page.mouse.move(...point);
  const frames: unknown = await page.evaluate("frames");
  const { nShown, nDropped } = framesOf((await browser.stopTracing()).toString());
  await page.mouse.up();
  if (!Array.isArray(frames)) throw new Error("wanted frames");
  const at_ms = frames.map(Number);
  const gaps = at_ms.slice(1).map((now, i) => now - (at_ms[i] ?? now));
  const duration_s = ((at_ms.at(-1) ?? 0) - (at_ms[0] ?? 0)) / 1000;
  const nLate = gaps.filter((gap) => gap > 1.5 * frame_ms).length;
  say(
    `frames while drawing for ${duration_s.toFixed(1)} s, ${nGuesses} guesses: ${(gaps.length / duration_s).toFixed(1)} a second; 99 % of the gaps within ${quantile(gaps, 0.99).toFixed(1)} ms, longest ${Math.max(...gaps).toFixed(1)} ms`,
  );
  say(
    `late by more than half a frame: ${nLate} of ${gaps.length} (${((100 * nLate) / gaps.length).toFixed(1)} %); traced: ${nShown} shown, ${nDropped} dropped`,
  );
});

test("a version promoted through one page is seen in another", async ({
  page,
  browser,
  startProgram,
  sheet,
  digits,
}) => {
  const program = await startProgram();
  await sheet.open(program);
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (!("seen" in window) && document.body.textContent.includes("Version 2 is now reading"))
        Object.assign(window, { seen: Date.now() });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const theirs = await (await browser.newContext()).newPage();
  const theirSheet = new Sheet(theirs);
  await theirSheet.open(program);
  for (const digit of digits) {
    await theirSheet.drawAndRead(digit);
    await theirSheet.choose(digit.label);
    await expect(theirSheet.words).toContainText(`Thank you for the ${digit.label}.`);
  }
  await expect(page.getByText("Version 2 is now reading", { exact: true })).toBeVisible();
  const seen: unknown = await page.evaluate("seen");
  const model = asRecord(await jsonOf(await page.request.get(`${program.url}/api/model`)));
  const after_s = (Number(seen) - Date.parse(String(model.served_since))) / 1000;
  say(`a promoted version was seen in the other page after ${after_s.toFixed(2)} s`);
  await theirs.context().close();
});
