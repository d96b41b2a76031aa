import { describe, expect, it } from "vitest";
import { passedPoints, sampleOf, toolOf } from "./pointer";

const box = { left: 100, top: 50, width: 400, height: 400 };
const event = { clientX: 100, clientY: 50, pressure: 0.8, timeStamp: 40 };

describe("a sample", () => {
  it("is measured in sheets from the sheet's corner", () => {
    expect(sampleOf({ ...event, clientX: 300, clientY: 150 }, box)).toEqual({
      x: 0.5,
      y: 0.25,
      pressure: 0.8,
      time_ms: Math.round(performance.timeOrigin + 40),
    });
  });

  it("may lie beyond the sheet", () => {
    expect(sampleOf({ ...event, clientX: 0 }, box).x).toBe(-0.25);
  });

  it("has middling pressure from a device that tells none", () => {
    expect(sampleOf({ ...event, pressure: 0 }, box).pressure).toBe(0.5);
  });
});

describe("the points a pointer passed", () => {
  it("are the coalesced events", () => {
    const passed = [
      { ...event, clientX: 0 },
      { ...event, clientX: 1 },
    ];
    expect(passedPoints({ ...event, getCoalescedEvents: () => passed })).toBe(passed);
  });

  it("are the event itself where the browser has no coalesced events, or an empty list", () => {
    expect(passedPoints(event)).toEqual([event]);
    const empty = { ...event, getCoalescedEvents: () => [] };
    expect(passedPoints(empty)).toEqual([empty]);
  });
});

it("takes every pointer that is no pen and no finger for a mouse", () => {
  expect(["mouse", "pen", "touch", ""].map(toolOf)).toEqual(["mouse", "pen", "touch", "mouse"]);
});
