import { cleanup, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ServedModel } from "../api/client";
import type { ModelNews } from "../api/modelWatch";
import { servedModel } from "../testing/answers";
import { ModelPanel } from "./ModelPanel";

interface Shown {
  readonly model?: Partial<ServedModel>;
  readonly news?: ModelNews;
  readonly isAwaited?: boolean;
  readonly isStale?: boolean;
}

function show({ model = {}, news = { kind: "none" }, isAwaited = false, isStale = false }: Shown = {}) {
  const watch = { model: { ...servedModel, ...model }, news, isKept: false, awaited_until_ms: null };
  render(<ModelPanel served={{ state: "known", watch, isAwaited, isStale }} />);
}

describe("the model panel", () => {
  it("names the version and how far the next ten have come", () => {
    show({ model: { version: 12, new_digits: 7 } });
    expect(screen.getByText("Version 12 is reading")).toBeInTheDocument();
    expect(screen.getByText("7 of 10 until the network learns again")).toBeInTheDocument();
    expect(screen.getByRole("img")).toHaveAccessibleName(
      "Version 12; 7 of 10 digits until the network learns again",
    );
  });

  it("shows the training under way", () => {
    show({ model: { is_training: true, progress: 0.4 } });
    expect(screen.getByText("The network is learning: 40%")).toBeInTheDocument();
    const bar = screen.getByRole("progressbar");
    expect(bar).toHaveValue(0.4);
    expect(bar.tagName).toBe("DIV"); // the browser's own bar has colours of its own
  });

  it("says that the learning is paused, and promises none, though digits wait or a run is being interrupted", () => {
    for (const waiting of [
      { model: { version: 12 } },
      { model: { version: 12, is_training: true, progress: 0.4 } },
      { model: { version: 12 }, isAwaited: true },
    ]) {
      show({ ...waiting, model: { ...waiting.model, is_pinned: true } });
      expect(screen.getByText("Version 12 is reading")).toBeInTheDocument();
      expect(screen.getByText(/has paused the learning. New digits are kept/)).toBeInTheDocument();
      expect(screen.getByRole("img", { name: "Version 12; the learning is paused" })).toBeInTheDocument();
      expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
      expect(screen.queryByText(/learns|about to learn|is learning/)).not.toBeInTheDocument();
      cleanup();
    }
  });

  it("says that the network is about to learn once ten are together", () => {
    show({ model: { new_digits: 0 }, isAwaited: true });
    expect(screen.getByText(/about to learn/)).toBeInTheDocument();
  });

  it("names a version that took over, and says so of one that stayed", () => {
    show({ model: { version: 2 }, news: { kind: "promoted", version: 2, since_ms: 0 } });
    expect(screen.getByRole("heading", { name: "Version 2 is now reading" })).toBeVisible();
    show({ model: { version: 5 }, news: { kind: "kept" } });
    expect(screen.getByText(/not taken: version 5 goes on reading/)).toBeInTheDocument();
  });

  it("gives as its large figure what it reads of the digits that every version is tested on", () => {
    show();
    const terms = screen.getAllByRole("term").map((term) => term.textContent);
    const values = screen.getAllByRole("definition").map((value) => value.textContent);
    expect(terms.map((term, i) => `${term}: ${values[i] ?? ""}`)).toEqual([
      "test digits, the same for every version: 97.4%",
      "of them: 4,870 of 5,000",
      "test digits of MNIST, a well-known collection: 9,722 of 10,000",
      "people’s digits, set aside for the test: 11 of 12",
    ]);
  });

  it("says that MNIST was not measured for this version, and names no set without digits", () => {
    const detail = servedModel.test_detail;
    if (detail === null) throw new Error("the example has a detail");
    const nobody = { ...detail.people, correct: 0, count: 0, accuracy: null };
    show({ model: { test_accuracy: 0.5, test_detail: { ...detail, mnist: null, people: nobody } } });
    expect(screen.getAllByRole("term").map((term) => term.textContent)).toEqual([
      "test digits, the same for every version",
      "of them",
      "test digits of MNIST, a well-known collection",
    ]);
    expect(screen.getByText("not measured for this version")).toBeInTheDocument();
    expect(screen.getByText("97.4%")).toBeInTheDocument();
  });

  it("says where nothing was measured", () => {
    show({ model: { test_accuracy: null, test_detail: null } });
    expect(screen.getByText("not measured")).toBeInTheDocument();
  });

  it("says that the server does not answer, and keeps what it knew", () => {
    show({ isStale: true });
    expect(screen.getByText(/may be out of date/)).toBeInTheDocument();
    expect(screen.getByText("Version 1 is reading")).toBeInTheDocument();
  });
});
