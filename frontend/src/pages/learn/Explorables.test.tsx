import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { createApi } from "../../api/client";
import { createServices } from "../../services";
import { wordsOf } from "../../texts/language";
import { show } from "../../texts/shown";
import { CostPlay, DescentPlay, NeuronPlay } from "./Explorables";
import { ForgettingQuestion } from "./ForgettingQuestion";

afterEach(() => {
  show(null);
});

const services = createServices(createApi(() => Promise.reject(new TypeError("unexpected"))));

it("speaks the language that is shown, also where another one was shown first", async () => {
  const queries = new QueryClient();
  const page = () => (
    <QueryClientProvider client={queries}>
      <NeuronPlay />
      <CostPlay />
      <DescentPlay />
      <ForgettingQuestion services={services} version={1} />
    </QueryClientProvider>
  );
  const { rerender, container } = render(page());
  const english = ["the sum", "what the neuron gives out", "what the output said", "cost", "the weight"];
  for (const text of english) expect(screen.queryAllByText(text)).not.toEqual([]);
  const german = await wordsOf("de");
  if (german === undefined) throw new Error("wanted the German words");
  show(german);
  rerender(page());
  const { neuron, cost, descent, forgetting } = german.learn;
  const { question, options } = forgetting.predict;
  const wanted = [neuron, cost, descent].flatMap(({ xAxis, yAxis }) => [xAxis, yAxis]);
  for (const text of [...wanted, question, ...options]) expect(container).toHaveTextContent(text);
  for (const text of english) expect(screen.queryAllByText(text)).toEqual([]);
});
