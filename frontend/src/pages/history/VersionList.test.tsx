import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Version } from "../../api/client";
import { version } from "../../testing/answers";
import { VersionList } from "./VersionList";

const WORDS = /^A newer one was taken out again/;
const newer: Version = { ...version, version: 2, served_since: "2026-05-02T10:00:00Z" };

function listed(first: Partial<Version>, second: Partial<Version> = {}): void {
  render(
    <VersionList
      versions={[
        { ...newer, ...second },
        { ...version, ...first },
      ]}
      served={1}
      named={null}
    />,
  );
}

describe("an older version that reads", () => {
  it("says that a newer one was taken out", () => {
    listed({ served_since: "2026-05-02T11:00:00Z" });
    expect(screen.getByText("Reading now").closest("li")).toContainElement(screen.getByText(WORDS));
  });

  it("says nothing where the newer one has just begun to read, or never did, or people were read worse", () => {
    listed({ served_since: "2026-05-02T09:00:00Z" });
    listed({ served_since: "2026-05-02T11:00:00Z" }, { status: "rejected", served_since: null });
    listed({ served_since: "2026-05-02T11:00:00Z" }, { is_undone: true });
    expect(screen.queryByText(WORDS)).not.toBeInTheDocument();
  });
});
