import { useLayoutEffect, useRef } from "react";
import { inkPath } from "./api/client";

interface Props {
  readonly id: number;
  readonly alt: string;
  /** Fetch it only when it is about to be seen. */
  readonly isLazy?: boolean;
}

/**
 * The stored drawing of a verified digit.
 *
 * A browser goes on fetching a picture that has left the page, unless its address is removed. The picture of a digit
 * that is taken back meanwhile would be answered with 404, which browsers complain of.
 */
export function DigitInk({ id, alt, isLazy = false }: Props) {
  const picture = useRef<HTMLImageElement>(null);
  useLayoutEffect(() => {
    const image = picture.current;
    if (image === null) return undefined;
    image.src = inkPath(id);
    return () => {
      image.removeAttribute("src");
    };
  }, [id]);
  return <img ref={picture} loading={isLazy ? "lazy" : "eager"} decoding="async" alt={alt} />;
}
