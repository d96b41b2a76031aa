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

/** The question, guessed once, for a server that answers with this; returns how often it was asked. */
async function asked(answer: () => ReturnType<Api["tryLearning"]>, versions: readonly number[] = [1]) {
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
  const { rerender } = render(page(versions[0] ?? 1));
  await userEvent.click(screen.getByRole("button", { name: "Nearly all of them" }));
  await screen.findByText(
    (_, element) => element?.role === "status" && element.textContent !== learn.computing,
  );
  for (const version of versions.slice(1)) rerender(page(version));
  return () => times;
}

describe("the question of what forty steps do", () => {
  const busy: Failure = { kind: "busy", reason: "throttled", wait_s: 1 };

  it.each([
    ["does not answer", away, texts.failures.away],
    ["is busy", busy, texts.teach.waitingWhy.throttled],
  ])("says that there is no answer where the server %s", async (_, failure, words) => {
    await asked(() => Promise.resolve(failed(failure)));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it("is answered by the version that reads, and by another one anew", async () => {
    const none = { moved: [], guesses_before: [], guesses_after: [] };
    const tried = { ...none, model: 1, n_others: 400, moments };
    const times = await asked(() => Promise.resolve(answered(tried)), [1, 1, 2]);
    expect(await screen.findByText(/37 of 400/)).toBeInTheDocument();
    expect(times()).toBe(2);
  });
});
