import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { createOutbox } from "../../api/outbox/outbox";
import { createOutboxStorage } from "../../api/outbox/outboxStorage";
import { addedDigit, answered, away, failed } from "../../testing/answers";
import { createFakeClock, settled } from "../../testing/fakeClock";
import type { Answer } from "./game";
import { Over } from "./Over";

const answer: Answer = {
  label: 7,
  ink: { strokes: [[[0, 0, 0]]] },
  isSample: false,
  verdict: { kind: "read", digit: 7 },
};

it("says that drawings are kept where the browser keeps nothing once the server has them, and not before", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const answers = [failed(away), answered(addedDigit)];
  const outbox = createOutbox({
    storage: createOutboxStorage(() => localStorage),
    send: () => Promise.resolve(answers.shift() ?? failed(away)),
    clock: createFakeClock(),
  });
  const game = { answers: [answer], time_ms: 1, gallery: "everyone", best: null, score: null } as const;
  render(<Over {...game} outbox={outbox} onAgain={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Keep this digit" }));
  await act(settled);
  expect(screen.getByText(/leave the page open until it is sent\.$/)).toBeInTheDocument();
  expect(screen.queryByText("Kept: 1 digit. Thank you.")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Send now" }));
  expect(await screen.findByText("Kept: 1 digit. Thank you.")).toBeInTheDocument();
});
