import { useCallback, useState } from "react";

/**
 * Return whether the served version came after a digit of this page was stored, so that it is this person's news, and a
 * function to call when one is stored. In a class, others' versions come every few seconds.
 */
export function useOwnNews(version: number | undefined): { isOwn: boolean; stored: () => void } {
  const [known, setKnown] = useState(version);
  const [hasPart, setHasPart] = useState(false);
  const [own, setOwn] = useState<number | null>(null);
  // State that depends on a property is set during rendering, as React recommends.
  if (version !== known) {
    setKnown(version);
    if (hasPart && known !== undefined && version !== undefined) {
      setOwn(version);
      setHasPart(false);
    }
  }
  const stored = useCallback(() => {
    setHasPart(true);
  }, []);
  return { isOwn: own !== null && own === version, stored };
}
