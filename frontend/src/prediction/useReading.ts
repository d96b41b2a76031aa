import { useEffect, useSyncExternalStore } from "react";
import type { Reader, Reading } from "./reader";

const blank: Reading = { state: "blank" };

/** Return the reading of the sheet, which is repeated when another version is served or the connection returns. */
export function useReading(reader: Reader, isBlank: boolean, version: number | undefined): Reading {
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
  return isBlank ? blank : reading;
}
