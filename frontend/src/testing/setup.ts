import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

configure({ asyncUtilTimeout: 600_000 }); // ends a wait that hangs; the library's second is short on a busy machine

afterEach(() => {
  cleanup();
  localStorage.clear();
});
