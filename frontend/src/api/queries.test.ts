import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { answered, version } from "../testing/answers";
import { createApi, type Api, type Version } from "./client";
import { renew, runsQuery } from "./queries";

it("asks anew where the first answer, still under way, is from before a change", async () => {
  const queries = new QueryClient();
  const asked: ((answer: string) => void)[] = [];
  const observer = new QueryObserver<string>(queries, {
    queryKey: ["hand"],
    queryFn: () =>
      new Promise((resolve) => {
        asked.push(resolve);
      }),
  });
  const answers: (string | undefined)[] = [];
  const stop = observer.subscribe(({ data }) => answers.push(data));
  const renewed = renew(queries, ["hand"]);
  await expect.poll(() => asked.length).toBe(2);
  asked[0]?.("before");
  asked[1]?.("after");
  await renewed;
  expect(observer.getCurrentResult().data).toBe("after");
  expect(answers).not.toContain("before");
  stop();
});

/** A server with versions 1 to n, of which the newest ones wait, and one before them was taken back. */
function serverWith(n: number, nOpen: number): Api {
  const versions = Array.from({ length: n }, (_, i): Version => {
    const status = i < nOpen ? "queued" : "promoted";
    return { ...version, version: n - i, status, is_undone: i === nOpen + 1 };
  });
  return {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    versions: (limit, before) => {
      const page = versions.filter((row) => before === null || row.version < before).slice(0, limit);
      const last = page.at(-1)?.version ?? 1;
      return Promise.resolve(
        answered({ results: page, next: last === 1 ? null : `/api/models?cursor=${last}` }),
      );
    },
  };
}

it.each([
  [30, 0],
  [30, 2],
  [30, 3],
  [30, 29],
])("of %i versions, knows which one ended last though %i are under way", async (n, nOpen) => {
  const runs = await new QueryClient().query(runsQuery(serverWith(n, nOpen)));
  expect(runs).toMatchObject({ ended: { version: n - nOpen }, isAnotherUnderWay: nOpen > 0 });
  // An older one that was taken back is no news, however far back it was looked for an end.
  if (nOpen >= 3) expect(runs.undone).toBeNull();
});

it("knows that all are under way where no version has ended", async () => {
  const runs = await new QueryClient().query(runsQuery(serverWith(4, 4)));
  expect(runs).toEqual({ ended: null, isAnotherUnderWay: true, undone: null });
});

it("asks for runs that wait again and again, but not while the learning is paused", async () => {
  vi.useFakeTimers();
  const api = serverWith(4, 1);
  const versions = vi.fn(api.versions);
  const observer = new QueryObserver(new QueryClient(), runsQuery({ ...api, versions }, true));
  const stop = observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(versions).toHaveBeenCalledTimes(1);
  observer.setOptions(runsQuery({ ...api, versions }, false));
  await vi.advanceTimersByTimeAsync(5000);
  expect(versions).toHaveBeenCalledTimes(6);
  stop();
  vi.useRealTimers();
});
