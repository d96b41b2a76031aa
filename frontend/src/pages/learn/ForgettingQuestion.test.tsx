import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { createApi, type Api } from "../../api/client";
import type { Failure } from "../../api/failure";
import { createServices } from "../../services";
import { answered, away, failed } from "../../testing/answers";
import { texts } from "../../texts";
import { learn } from "../../texts/learn";
import { ForgettingQuestion } from "./ForgettingQuestion";

const moments = [{ cost: 0.1, outputs: [], others_correct: 37 }];

/** The question, guessed once while version 1 reads, for a server that answers with this. */
async function setUp(answer: () => ReturnType<Api["tryLearning"]>) {
  let times = 0;
  const api: Api = {
    ...createApi(() => Promise.reject(new TypeError("unexpected"))),
    tryLearning: () => {
      times += 1;
      return answer();
    },
  };
  const services = createServices(api);
  const queries = new QueryClient();
  const page = (version: number) => (
    <QueryClientProvider client={queries}>
      <ForgettingQuestion services={services} version={version} />
    </QueryClientProvider>
  );
  const { rerender, unmount } = render(page(1));
  await guess("Nearly all of them");
  await screen.findByText(
    (_, element) => element?.role === "status" && element.textContent !== learn.computing,
  );
  return {
    nAsked: () => times,
    serve: (version: number) => {
      rerender(page(version));
    },
    openAgain: (version: number) => {
      unmount();
      render(page(version));
    },
  };
}

const guess = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("the question of what forty steps do", () => {
  const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 1 };

  it.each([
    ["does not answer", away, texts.failures.away],
    ["is busy", busy, texts.teach.waitingWhy.throttled],
  ])("says that there is no answer where the server %s", async (_, failure, words) => {
    await setUp(() => Promise.resolve(failed(failure)));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  const tried = { moved: [], guesses_before: [], guesses_after: [], model: 1, n_others: 400, moments };

  it("is answered once, though another version reads meanwhile and one guesses again", async () => {
    const { nAsked, serve } = await setUp(() => Promise.resolve(answered(tried)));
    serve(2);
    expect(screen.getByText(/37 of 400/)).toBeInTheDocument();
    await guess("Fewer than half");
    expect(screen.getByText(/37 of 400/)).toBeInTheDocument();
    expect(nAsked()).toBe(1);
  });

  it("is asked anew of another version when the page is opened again", async () => {
    const { nAsked, openAgain } = await setUp(() => Promise.resolve(answered(tried)));
    openAgain(2);
    await guess("Nearly all of them");
    expect(await screen.findByText(/37 of 400/)).toBeInTheDocument();
    expect(nAsked()).toBe(2);
  });
});
