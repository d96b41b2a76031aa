/** Fingers on the screen: touch events as the browser gets them, not a mouse. */

import type { CDPSession } from "@playwright/test";
import type { Point, WrittenDigit } from "./penStrokes";
import type { Sheet } from "./sheet";

export const phone = {
  viewport: { width: 360, height: 640 },
  deviceScaleFactor: 2.625,
  hasTouch: true,
  isMobile: true,
} as const;

type Finger = readonly [id: number, ...at: Point];

export async function touch(
  screen: CDPSession,
  type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel",
  ...fingers: Finger[]
): Promise<void> {
  const touchPoints = fingers.map(([id, x, y]) => ({ id, x, y }));
  await screen.send("Input.dispatchTouchEvent", { type, touchPoints });
}

export async function swipe(screen: CDPSession, points: readonly Point[]): Promise<void> {
  const [first, ...others] = points;
  if (first === undefined) throw new Error("a swipe needs a point");
  await touch(screen, "touchStart", [1, ...first]);
  for (const point of others) await touch(screen, "touchMove", [1, ...point]);
  await touch(screen, "touchEnd");
}

export async function drawWithFinger(
  screen: CDPSession,
  sheet: Sheet,
  { strokes }: WrittenDigit,
): Promise<void> {
  for (const stroke of strokes) await swipe(screen, await sheet.toPage(stroke));
}
