import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Api, type Experiment } from "../../api/client";
import { answered } from "../../testing/answers";
import { createFakeClock } from "../../testing/fakeClock";
import { useSandbox } from "./useSandbox";

const experiment: Experiment = {
  ink: { strokes: [[[0, 0, 0]]] },
  label: 7,
  steps: 1,
  learning_rate: 0.03,
  rehearse: false,
};

/** A page that shows an experiment, and which ones the server was asked to try. */
function setUp() {
  const clock = createFakeClock();
  const asked: Experiment[] = [];
  let served = 1;
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    tryLearning: (tried) => {
      asked.push(tried);
      const none = { n_others: 0, moments: [], moved: [], guesses_before: [], guesses_after: [] };
      return Promise.resolve(answered({ ...none, model: served }));
    },
  };
  function Page({ version, tried }: { version: number; tried: Experiment }) {
    const { result } = useSandbox({ api, clock }, tried, version);
    return <output>{`version ${result?.model ?? "?"}`}</output>;
  }
  const queries = new QueryClient();
  const page = (version: number, tried: Experiment) => (
    <QueryClientProvider client={queries}>
      <Page version={version} tried={tried} />
    </QueryClientProvider>
  );
  const { rerender } = render(page(1, experiment));
  const show = (tried: Experiment, version = 1) => {
    served = version;
    rerender(page(version, tried));
  };
  const pass = (wait_ms: number) => act(() => clock.pass(wait_ms));
  return { asked, show, pass };
}

it("tries an experiment again with each version, and only once with the same", async () => {
  const { asked, show, pass } = setUp();
  await pass(150);
  expect(await screen.findByText("version 1")).toBeInTheDocument();
  show(experiment, 2);
  await pass(150);
  expect(await screen.findByText("version 2")).toBeInTheDocument();
  show(experiment, 2);
  await pass(150);
  expect(asked).toHaveLength(2);
});

it("asks for none of the positions that a slider passes, but for the one at which it rests", async () => {
  const { asked, show, pass } = setUp();
  for (const learning_rate of [0.04, 0.05, 0.06]) {
    await pass(100);
    show({ ...experiment, learning_rate });
  }
  expect(asked).toEqual([]);
  await pass(150);
  await waitFor(() => {
    expect(asked.map((tried) => tried.learning_rate)).toEqual([0.06]);
  });
});

it("does not ask again for steps of another length where none is taken", async () => {
  const { asked, show, pass } = setUp();
  for (const [learning_rate, rehearse] of [
    [0.03, false],
    [0.5, false],
    [0.5, true],
  ] as const) {
    show({ ...experiment, steps: 0, learning_rate, rehearse });
    await pass(150);
  }
  await waitFor(() => {
    expect(asked).toHaveLength(1);
  });
});
