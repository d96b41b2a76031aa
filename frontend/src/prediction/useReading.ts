import { useEffect, useSyncExternalStore } from "react";
import { blankReading, type Reader, type Reading } from "./reader";

/**
 * Return what the network reads on the sheet. The sheet is read again when this mounts, when another version is
 * served, and when the connection returns.
 *
 * `readLive` sends the drawings to the reader; this only repeats the newest request and reports the result.
 *
 * @param isBlank passed so that a cleared sheet shows no reading, whichever store tells the component first
 */
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
  return isBlank ? blankReading : reading;
}
