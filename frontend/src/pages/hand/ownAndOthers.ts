/** Which digits the page of one's hand shows. */

import { nextCursor, type Api, type Digit } from "../../api/client";
import { unwrap } from "../../api/unwrap";
import { digits } from "../../digits";

/** The most digits that the server lists at once. */
const nAtOnce = 200;
/** How many of an older label are asked for: the newest may be a picture, and one with strokes comes before it. */
const nOlder = 20;

/** Return this hand's newest digits, and the newest of each label that none of those has. */
export async function newestOwn(api: Api): Promise<readonly Digit[]> {
  const newest = await unwrap(api.digits({ label: null, mine: true, misread: false }, nAtOnce, null));
  if (newest.next === null) return newest.results;
  const missing = digits.filter((label) => !newest.results.some((digit) => digit.label === label));
  const older = missing.map((label) =>
    unwrap(api.digits({ label, mine: true, misread: false }, nOlder, null)),
  );
  return [...newest.results, ...(await Promise.all(older)).flatMap(({ results }) => results)];
}

interface Beside {
  readonly own: readonly Digit[];
  readonly others: readonly Digit[];
}

/** Return this hand's newest digits of a label, and everybody else's: `n` of each, or all where there are fewer. */
export async function besideOthers(api: Api, label: number, n: number): Promise<Beside> {
  // Both lists have the highest ids first, so one's own are read only as far back as the oldest digit looked at.
  const mine = listed(api, label, true);
  const own = new Map<number, Digit>();
  let next = await mine.next();
  for (; next.done !== true && own.size < n; next = await mine.next()) own.set(next.value.id, next.value);
  const others: Digit[] = [];
  for await (const digit of listed(api, label, false)) {
    for (; next.done !== true && next.value.id >= digit.id; next = await mine.next())
      own.set(next.value.id, next.value);
    if (!own.has(digit.id)) others.push(digit);
    if (others.length === n) break;
  }
  return { own: [...own.values()].slice(0, n), others };
}

/** Yield the digits of a label, newest first; each page of them is asked for when the one before has been used up. */
async function* listed(api: Api, label: number, mine: boolean): AsyncGenerator<Digit> {
  for (let cursor: number | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page = await unwrap(api.digits({ label, mine, misread: false }, nAtOnce, cursor));
    yield* page.results;
    cursor = nextCursor(page);
  }
}
