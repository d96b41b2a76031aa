import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Api, type Experiment } from "../../api/client";
import { answered } from "../../testing/answers";
import { useSandbox } from "./useSandbox";

const experiment: Experiment = {
  ink: { strokes: [[[0, 0, 0]]] },
  label: 7,
  steps: 1,
  learning_rate: 0.03,
  rehearse: false,
};

it("tries an experiment again with each version, and only once with the same", async () => {
  let served = 1;
  let nAsked = 0;
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    tryLearning: () => {
      nAsked += 1;
      const none = { n_others: 0, moments: [], moved: [], guesses_before: [], guesses_after: [] };
      return Promise.resolve(answered({ ...none, model: served }));
    },
  };
  function Page({ version }: { version: number }) {
    const { result } = useSandbox(api, experiment, version);
    return <output>{`version ${result?.model ?? "?"}, asked ${nAsked}`}</output>;
  }
  const queries = new QueryClient();
  const shown = (version: number) => (
    <QueryClientProvider client={queries}>
      <Page version={version} />
    </QueryClientProvider>
  );
  const { rerender } = render(shown(1));
  expect(await screen.findByText("version 1, asked 1")).toBeInTheDocument();
  served = 2;
  rerender(shown(2));
  expect(await screen.findByText("version 2, asked 2")).toBeInTheDocument();
  rerender(shown(2));
  expect(screen.getByText("version 2, asked 2")).toBeInTheDocument();
});
