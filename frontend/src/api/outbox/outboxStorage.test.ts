import { describe, expect, it, vi } from "vitest";
import type { Ink } from "../../ink";
import { createOutboxStorage } from "./outboxStorage";

const ink: Ink = { strokes: [[[0.5, 0.25, 0]]] };
const digit = (key: string, verified_at_ms = 1) => ({ key, label: 7, ink, verified_at_ms });

describe("the outbox's storage", () => {
  it("outlives the page", () => {
    expect(createOutboxStorage(() => localStorage).keep(digit("a"))).toBe(true);
    expect(createOutboxStorage(() => localStorage).list()).toEqual([digit("a")]);
  });

  it("lists the oldest first", () => {
    const storage = createOutboxStorage(() => localStorage);
    for (const time of [3, 1, 2]) storage.keep(digit(`key-${time}`, time));
    expect(storage.list().map(({ verified_at_ms }) => verified_at_ms)).toEqual([1, 2, 3]);
  });

  it("lets two tabs keep and forget at once without losing either's", () => {
    const firstTab = createOutboxStorage(() => localStorage);
    const secondTab = createOutboxStorage(() => localStorage);
    firstTab.keep(digit("a"));
    secondTab.keep(digit("b", 2));
    firstTab.forget("a");
    expect(firstTab.list()).toEqual([digit("b", 2)]);
    expect(secondTab.list()).toEqual([digit("b", 2)]);
  });

  it("passes over what is not its own, and what is damaged", () => {
    localStorage.setItem("something.else", "7");
    localStorage.setItem("ductus.outbox.broken", '{"key":');
    expect(createOutboxStorage(() => localStorage).list()).toEqual([]);
  });

  it("keeps a digit in memory when storage is full, and says so", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const storage = createOutboxStorage(() => localStorage);
    expect(storage.keep(digit("a"))).toBe(false);
    expect(storage.list()).toEqual([digit("a")]);
    storage.forget("a");
    expect(storage.list()).toEqual([]);
  });

  it("works in memory where the browser forbids storage altogether", () => {
    const storage = createOutboxStorage(() => {
      throw new DOMException("forbidden", "SecurityError");
    });
    expect(storage.keep(digit("a"))).toBe(false);
    expect(storage.list()).toEqual([digit("a")]);
    storage.forget("a");
    expect(storage.list()).toEqual([]);
  });

  it("does not list again what storage will not let go of", () => {
    const storage = createOutboxStorage(() => localStorage);
    storage.keep(digit("a"));
    vi.spyOn(Storage.prototype, "removeItem").mockImplementation(() => {
      throw new DOMException("read-only");
    });
    storage.forget("a");
    expect(storage.list()).toEqual([]);
  });

  it("tells of other tabs' digits only", () => {
    const storage = createOutboxStorage(() => localStorage);
    const listener = vi.fn();
    const end = storage.onChangeElsewhere(listener);
    window.dispatchEvent(new StorageEvent("storage", { key: "something.else" }));
    expect(listener).not.toHaveBeenCalled();
    window.dispatchEvent(new StorageEvent("storage", { key: "ductus.outbox.a" }));
    window.dispatchEvent(new StorageEvent("storage", { key: null }));
    expect(listener).toHaveBeenCalledTimes(2);
    end();
    window.dispatchEvent(new StorageEvent("storage", { key: "ductus.outbox.a" }));
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
