import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { createApi } from "../../api/client";
import { createServices } from "../../services";
import { ConfusionMatrix } from "./ConfusionMatrix";

/** Open the cell of 0s read as 7, of which there are `n`, and `nShown` may be seen by this visitor. */
function open(n: number, nShown: number) {
  const { withdrawals } = createServices(createApi(() => Promise.reject(new TypeError("unexpected"))));
  const matrix = Array.from({ length: 10 }, (_, row) =>
    Array.from({ length: 10 }, (_, column) => (row === 0 && column === 7 ? n : 0)),
  );
  const readings = Array.from({ length: nShown }, (_, i) => ({ id: i + 1, label: 0, guess: 7 }));
  render(
    <ConfusionMatrix
      confusion={{ version: 1, n_digits: n, n_correct: 0, matrix, readings }}
      withdrawals={withdrawals}
    />,
  );
  fireEvent.click(screen.getByRole("button", { name: `${n} × 0, read as 7` }));
}

it.each([
  [3, 3, 3, "3 × 0, read as 7"],
  [3, 0, 0, "3 × 0, read as 7. None of their drawings is shown here."],
  [3, 1, 1, "3 × 0, read as 7. 1 of their drawings is shown here."],
  [70, 70, 60, "70 × 0, read as 7. 60 of their drawings are shown here."],
])(
  "says how many digits a cell of %i has, and how many of %i drawings are shown",
  (n, nKnown, nShown, said) => {
    open(n, nKnown);
    expect(screen.getByRole("status")).toHaveTextContent(new RegExp(`^${said}$`));
    const drawings = within(screen.getAllByRole("list").at(-1) ?? document.body);
    expect(drawings.queryAllByRole("img")).toHaveLength(nShown);
  },
);
