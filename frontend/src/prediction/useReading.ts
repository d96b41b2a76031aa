import { useEffect, useSyncExternalStore } from "react";
import type { Reader, Reading } from "./reader";

const blank: Reading = { state: "blank" };

/** What the network reads in `image`; it is read again when another version is served or the network returns. */
export function useReading(reader: Reader, image: string | null, version: number | undefined): Reading {
  useEffect(() => {
    reader.read(image);
  }, [reader, image]);

  useEffect(() => {
    reader.readAgain();
  }, [reader, version]);

  useEffect(() => {
    window.addEventListener("online", reader.readAgain);
    return () => {
      window.removeEventListener("online", reader.readAgain);
    };
  }, [reader]);

  const reading = useSyncExternalStore(reader.subscribe, reader.get);
  // The effect above runs after the sheet is drawn blank: not one frame shows the guess of what was cleared.
  return image === null ? blank : reading;
}
