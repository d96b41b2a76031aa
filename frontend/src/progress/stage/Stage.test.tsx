import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Training } from "../../api/client";
import { Stage } from "./Stage";
import type { StageState } from "./useStage";

const training = (status: Training["status"]): Training => ({ version: 2, status, progress: 1, curve: [] });
const state: StageState = {
  ten: { version: 2, digits: [] },
  training: training("training"),
  isTold: false,
  changes: null,
  refusal: null,
};
const page = (changes: Partial<StageState>) => (
  <Stage
    stage={{ ...state, ...changes }}
    retrainAt={10}
    onWriteAgain={() => undefined}
    onClose={() => undefined}
  />
);

it("stops saying that the network learns once the run has ended, though its line is still being drawn", () => {
  const { rerender } = render(page({}));
  expect(screen.getByRole("heading")).toHaveTextContent("10 digits: everybody’s network learns");
  rerender(page({ training: training("promoted") }));
  expect(screen.getByRole("heading")).toHaveTextContent("Version 2 has learned");
  rerender(page({ training: training("rejected") }));
  expect(screen.getByRole("heading")).toHaveTextContent("Version 2 was not taken");
});

it("gives the reason of a version that was not taken, as the history does", () => {
  const params = { new: 8, contradicted: 7, most: 5 };
  const refusal = { why: { code: "contradicted", params }, reason: "" } as const;
  render(page({ training: training("rejected"), isTold: true, refusal }));
  expect(screen.getByText(/^Of its 8 digits the network was almost sure that 7 are others\./)).toBeVisible();
  expect(screen.getByText("The version before goes on reading.")).toBeVisible();
});
