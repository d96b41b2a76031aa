import { useEffect, useRef, type RefObject } from "react";

/** Calls `onNear` whenever the end of a list comes near the window. */
export function useEnd(onNear: () => void): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ref.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNear();
      },
      { rootMargin: "600px" },
    );
    observer.observe(ref.current);
    return () => {
      observer.disconnect();
    };
  }, [onNear]);
  return ref;
}
