import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Hand } from "../../api/client";
import { hand } from "../../testing/answers";
import { useIsNew } from "./useIsNew";

const visit = (known: Hand | null) => renderHook(() => useIsNew(known)).result.current;

it("is as the server says, and until it has answered as it was at the last visit", () => {
  expect(visit(null)).toBe(true);
  expect(visit(hand)).toBe(false);
  expect(visit(null)).toBe(false);
  expect(visit({ ...hand, n_digits: 0 })).toBe(true);
  expect(visit(null)).toBe(true);
});
