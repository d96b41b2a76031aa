/**
 * Speed of the wall: frames, and the load of the main thread, while thirty hands together verify four digits a second.
 * Run it with `npm run bench -- wall` on a machine that does nothing else.
 */

import { loadavg } from "node:os";
import { asRecord, jsonOf } from "../e2e/json";
import { expect, test } from "../e2e/test";

const nHands = 30;
const perSecond = 4;
const lasts_s = 20;

function say(line: string): void {
  process.stdout.write(`    ${line}\n`);
}

test("frames of the wall with thirty hands", async ({ page, startProgram, digits, context }) => {
  const program = await startProgram();
  await page.setViewportSize({ width: 1920, height: 1080 });
  const cookies = new Map<number, string>();
  async function draw(hand: number, i: number): Promise<number> {
    // The wall shows only digits that are read as their person says; this writer's 1 is misread.
    const shown = digits.filter(({ label }) => label !== 1);
    const digit = shown[i % shown.length];
    if (digit === undefined) throw new Error("wanted a digit");
    const strokes = digit.strokes.map((stroke) => stroke.map(([x, y]) => [x + (hand * 13 + i) / 9000, y]));
    const cookie = cookies.get(hand);
    const answer = await fetch(`${program.url}/api/digits`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(cookie === undefined ? {} : { cookie }) },
      body: JSON.stringify({ strokes, label: digit.label }),
    });
    const set = answer.headers.getSetCookie()[0]?.split(";")[0];
    if (set !== undefined) cookies.set(hand, set);
    return Number(asRecord(await jsonOf(answer)).id);
  }
  for (let hand = 0; hand < nHands; hand += 1) await draw(hand, hand);
  await page.goto(`${program.url}/wall`);
  await expect(page.getByRole("listitem", { name: /^Hand/ })).toHaveCount(nHands);

  const screen = await context.newCDPSession(page);
  await screen.send("Performance.enable");
  const busy = async (): Promise<Readonly<Record<string, number>>> => {
    const { metrics } = await screen.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const load = loadavg()[0] ?? 0;
  const before = await busy();
  const frames = page.evaluate(
    (lasts_ms) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const take = (now: number) => {
          times.push(now);
          if (now - (times[0] ?? now) < lasts_ms) requestAnimationFrame(take);
          else resolve(times.slice(1).map((time, i) => time - (times[i] ?? time)));
        };
        requestAnimationFrame(take);
      }),
    1000 * lasts_s,
  );
  const posts: Promise<number>[] = [];
  const every_ms = 1000 / perSecond;
  const start_ms = performance.now();
  for (let i = 0; i < perSecond * lasts_s; i += 1) {
    posts.push(draw((i * 7) % nHands, i));
    const next_ms = start_ms + (i + 1) * every_ms - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next_ms)));
  }
  const times = (await frames).sort((a, b) => a - b);
  const after = await busy();
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? Number.NaN).toFixed(1);
  const share = (name: string) =>
    `${((100 * ((after[name] ?? 0) - (before[name] ?? 0))) / seconds).toFixed(0)}%`;
  say(`load of the machine at the start: ${load.toFixed(1)}`);
  say(
    `${nHands} hands, ${new Set(await Promise.all(posts)).size} digits in ${seconds.toFixed(1)} s: ${(times.length / seconds).toFixed(1)} frames a second`,
  );
  say(`from frame to frame: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${at(1)} ms`);
  say(
    `busy: main thread ${share("TaskDuration")}; of it scripts ${share("ScriptDuration")}, styles ${share("RecalcStyleDuration")}, layout ${share("LayoutDuration")}`,
  );
});
