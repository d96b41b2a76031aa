import { useCallback, useEffect, useRef, type RefCallback } from "react";

/** The id of the section of the opened drawing. */
export const openedId = "opened";

/** Return the id of the link that opens a drawing of the list. */
export const linkId = (id: number): string => `open-${id}`;

/**
 * Bring the opened drawing into sight, and the focus to it. Once it is closed, both go back to it in the list. Return
 * the ref of the drawing's section.
 */
export function useOpened(opened: number | null): RefCallback<HTMLElement> {
  const before = useRef<number | null>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    const closed = opened === null ? before.current : null;
    before.current = opened;
    if (opened === null && closed === null) return undefined;
    // One frame later, because `arrive` scrolls to the top.
    const frame = requestAnimationFrame(() => {
      if (closed === null) bring(document.getElementById(openedId), "start");
      // A choice above the list closes the drawing, too, and moves nothing.
      else if (hadFocus.current)
        // An old drawing that was opened by its address may be further down the list than was fetched.
        bring(document.getElementById(linkId(closed)) ?? document.getElementById("page"), "nearest");
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [opened]);
  return useCallback(
    (section) => () => {
      // React calls this just before it removes the section, and the focus with it. Afterwards nobody knows where the
      // focus was: Safari, and Firefox on a Mac, give none to a button that is clicked.
      hadFocus.current = section?.contains(document.activeElement) ?? false;
    },
    [],
  );
}

function bring(element: HTMLElement | null, block: ScrollLogicalPosition): void {
  element?.scrollIntoView({ block });
  element?.focus({ preventScroll: true });
}
