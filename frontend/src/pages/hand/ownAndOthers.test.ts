import { expect, it } from "vitest";
import { createApi, type Api, type Digit, type DigitFilter } from "../../api/client";
import { answered, away, digit, failed } from "../../testing/answers";
import { besideOthers, newestOwn } from "./ownAndOthers";

const nobody = createApi(() => Promise.reject(new TypeError("unexpected")));

/** A server that lists these digits, newest first: `mine` says which are this hand's. */
function apiOf(all: readonly Digit[], mine: (id: number) => boolean): { api: Api; asked: DigitFilter[] } {
  const asked: DigitFilter[] = [];
  const api: Api = {
    ...nobody,
    digits: (filter, limit, cursor) => {
      asked.push(filter);
      const fitting = all
        .filter(({ id, label }) => (filter.label ?? label) === label && (!filter.mine || mine(id)))
        .filter(({ id }) => id < (cursor ?? Infinity));
      const results = fitting.slice(0, limit);
      const last = results.at(-1)?.id ?? 0;
      const next = fitting.length > limit ? `http://localhost/api/digits?cursor=${last}` : null;
      return Promise.resolve(answered({ results, next }));
    },
  };
  return { api, asked };
}

/** Return digits of one label, the newest with the highest id. */
const drawn = (n: number, label: number, firstId: number): Digit[] =>
  Array.from({ length: n }, (_, i) => ({ ...digit, label, id: firstId + n - 1 - i }));

it("finds a label that is older than one's newest two hundred digits", async () => {
  const { api } = apiOf([...drawn(250, 1, 1000), ...drawn(1, 7, 500)], () => true);
  const own = await newestOwn(api);
  expect(own.filter(({ label }) => label === 7).map(({ id }) => id)).toEqual([500]);
});

it("asks once where that is all", async () => {
  const { api, asked } = apiOf(drawn(3, 1, 1), () => true);
  expect(await newestOwn(api)).toHaveLength(3);
  expect(asked).toHaveLength(1);
});

it("finds others behind as many of one's own as there are, and calls none of one's own another's", async () => {
  const all = [...drawn(450, 7, 1000), ...drawn(2, 7, 500), ...drawn(5, 7, 100)];
  const { api } = apiOf(all, (id) => id >= 1000 || id < 200);
  const { own, others } = await besideOthers(api, 7, 12);
  expect(own.map(({ id }) => id)).toEqual(drawn(12, 7, 1438).map(({ id }) => id));
  expect(others.map(({ id }) => id)).toEqual([501, 500]);
});

it("asks for no more once there are enough", async () => {
  const { api, asked } = apiOf(drawn(900, 7, 1), () => false);
  expect((await besideOthers(api, 7, 12)).others).toHaveLength(12);
  expect(asked.map(({ mine }) => mine)).toEqual([true, false]);
});

it("reads one's own only as far back as the others that it shows", async () => {
  const { api, asked } = apiOf(drawn(900, 7, 1), (id) => id % 2 === 0);
  const { own, others } = await besideOthers(api, 7, 12);
  expect([own.at(-1)?.id, others.at(-1)?.id]).toEqual([878, 877]);
  expect(asked.map(({ mine }) => mine)).toEqual([true, false]);
});

it("says that nobody drew one only where that is so", async () => {
  const { api } = apiOf([], () => false);
  expect(await besideOthers(api, 7, 12)).toEqual({ own: [], others: [] });
  const absent: Api = { ...nobody, digits: () => Promise.resolve(failed(away)) };
  await expect(besideOthers(absent, 7, 12)).rejects.toThrow();
});
