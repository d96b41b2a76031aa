import { useEffect, useRef, type RefObject } from "react";

/** Call `onNear` whenever the element of the returned ref comes near the window. */
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
