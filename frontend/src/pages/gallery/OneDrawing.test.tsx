import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi, type Api, type Digit } from "../../api/client";
import type { Failure, Result } from "../../api/failure";
import { digitQuery } from "../../api/queries";
import { answered, away, digit, failed } from "../../testing/answers";
import { settled } from "../../testing/fakeClock";
import { OneDrawing } from "./OneDrawing";

const gone: Failure = { kind: "refused", code: "not_found", detail: "" };
const goneWords = /^This drawing is not here/;

/** Drawing 12, for which the server gives these answers, the last of them from then on. */
function setUp(...answers: readonly Result<Digit>[]) {
  let nAsked = 0;
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    digit: () => Promise.resolve(answers[Math.min(nAsked++, answers.length - 1)] ?? failed(away)),
  };
  const queries = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  render(
    <QueryClientProvider client={queries}>
      <OneDrawing api={api} id={12} version={undefined} backTo="#/gallery" />
    </QueryClientProvider>,
  );
  const askAgain = () =>
    act(async () => {
      await queries.refetchQueries({ queryKey: digitQuery(api, 12).queryKey });
      await settled(); // the page is told after the answer
    });
  return { askAgain };
}

it("says that a drawing is not here where the server says so, also where it was here before", async () => {
  const { askAgain } = setUp(answered(digit), failed(gone));
  expect(await screen.findByRole("heading", { name: "A 7, drawing 12" })).toBeInTheDocument();
  await askAgain();
  expect(await screen.findByText(goneWords)).toBeInTheDocument();
  expect(screen.queryByRole("img", { name: "A 7" })).toBeNull();
});

it("says that the server does not answer where it does not, and shows the drawing once it does", async () => {
  const { askAgain } = setUp(failed(away), failed(away), answered(digit));
  expect(await screen.findByText(/^The server does not answer/)).toBeInTheDocument();
  expect(screen.queryByText(goneWords)).toBeNull();
  await askAgain();
  expect(await screen.findByRole("img", { name: "A 7" })).toBeInTheDocument();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("goes on showing a drawing while the server is away", async () => {
  const { askAgain } = setUp(answered(digit), failed(away));
  await screen.findByRole("img", { name: "A 7" });
  await askAgain();
  expect(screen.getByRole("img", { name: "A 7" })).toBeInTheDocument();
  expect(screen.queryByRole("alert")).toBeNull();
});
