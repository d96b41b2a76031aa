import type { Clock } from "../api/clock";

interface FakeClock extends Clock {
  /** Moves the time on, makes the calls that fall due, and lets promises settle after each. */
  readonly pass: (wait_ms: number) => Promise<void>;
}

interface Due {
  readonly at_ms: number;
  readonly callback: () => void;
}

export function createFakeClock(): FakeClock {
  let now_ms = 1_000_000;
  let due: readonly Due[] = [];

  async function pass(wait_ms: number): Promise<void> {
    const end_ms = now_ms + wait_ms;
    for (let next = earliest(due, end_ms); next !== undefined; next = earliest(due, end_ms)) {
      const called = next;
      due = due.filter((entry) => entry !== called);
      now_ms = called.at_ms;
      called.callback();
      await settled();
    }
    now_ms = end_ms;
  }

  return {
    now_ms: () => now_ms,
    after: (wait_ms, callback) => {
      const entry = { at_ms: now_ms + wait_ms, callback };
      due = [...due, entry];
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    pass,
  };
}

function earliest(due: readonly Due[], end_ms: number): Due | undefined {
  return due.filter(({ at_ms }) => at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms)[0];
}

/** Let every promise settle that can. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}
