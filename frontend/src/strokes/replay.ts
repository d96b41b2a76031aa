/** Writes strokes on a sheet as a pen does: in their order, at their pace. */

import type { DrawingStore } from "./drawingStore";
import type { Sample, Stroke } from "./stroke";

/** What replaying needs of a clock. */
export interface ReplayClock {
  readonly now_ms: () => number;
  readonly after: (wait_ms: number, call: () => void) => () => void;
}

/** If longer, the pen jumps from point to point. */
const frame_ms = 16;
/** The time for a way as long as the sheet, where no times were kept. */
const pace_ms = 1400;
/** The pause between two strokes, however long it was. */
const lift_ms = 160;
/** No real pointer has this number. */
const pointer = -1;

/** Return the strokes with times from 0 to `length_ms`; pauses are short, whatever they were. */
export function paced(strokes: readonly Stroke[], length_ms: number): readonly Stroke[] {
  const hasTimes = strokes.some(({ samples }) => durationOf(samples) > 0);
  let now = 0;
  const timed = strokes.map(({ tool, samples }, i) => {
    if (i > 0) now += lift_ms;
    return {
      tool,
      samples: samples.map((sample, j) => {
        const before = samples[j - 1];
        if (before !== undefined)
          now += hasTimes ? sample.time_ms - before.time_ms : way(before, sample) * pace_ms;
        return { ...sample, time_ms: now };
      }),
    };
  });
  const factor = now === 0 ? 0 : length_ms / now;
  return timed.map(({ tool, samples }) => ({
    tool,
    samples: samples.map((sample) => ({ ...sample, time_ms: sample.time_ms * factor })),
  }));
}

function durationOf(samples: readonly Sample[]): number {
  return (samples.at(-1)?.time_ms ?? 0) - (samples[0]?.time_ms ?? 0);
}

function way(from: Sample, to: Sample): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Write the strokes, whose times begin at 0, and call `onEnd`; return a function that lifts the pen where it is. */
export function replay(
  store: DrawingStore,
  strokes: readonly Stroke[],
  clock: ReplayClock,
  onEnd: () => void,
): () => void {
  const begin_ms = clock.now_ms();
  let at = { stroke: 0, sample: 0 };
  let forget: (() => void) | null = null;

  function write(): void {
    const elapsed_ms = clock.now_ms() - begin_ms;
    for (let stroke = strokes[at.stroke]; stroke !== undefined; stroke = strokes[at.stroke]) {
      const isWhole = writeStroke(stroke, elapsed_ms);
      if (!isWhole) {
        forget = clock.after(frame_ms, write);
        return;
      }
      store.dispatch({ type: "ended", pointer });
      at = { stroke: at.stroke + 1, sample: 0 };
    }
    forget = null;
    onEnd();
  }

  /** Write the part of a stroke that is due; return whether it is complete. */
  function writeStroke({ tool, samples }: Stroke, elapsed_ms: number): boolean {
    const due = samples.filter(({ time_ms }) => time_ms <= elapsed_ms);
    const [first] = samples;
    if (first === undefined) return true;
    if (due.length === 0) return false;
    if (at.sample === 0) store.dispatch({ type: "began", pointer, tool, sample: stamped(first) });
    const next = samples[due.length];
    const passed = due.slice(Math.max(1, at.sample));
    const between = next === undefined ? [] : [onTheWay(due.at(-1) ?? first, next, elapsed_ms)];
    store.dispatch({ type: "moved", pointer, samples: [...passed, ...between].map(stamped) });
    at = { ...at, sample: due.length };
    return next === undefined;
  }

  function stamped(sample: Sample): Sample {
    return { ...sample, time_ms: Math.round(begin_ms + sample.time_ms) };
  }

  write();
  return () => {
    forget?.();
    forget = null;
    store.dispatch({ type: "ended", pointer });
  };
}

function onTheWay(from: Sample, to: Sample, now_ms: number): Sample {
  const share = (now_ms - from.time_ms) / (to.time_ms - from.time_ms);
  return {
    ...from,
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    time_ms: now_ms,
  };
}
