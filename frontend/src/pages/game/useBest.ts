import { useCallback, useEffect, useState } from "react";
import { better, keepBest, keptBest, type Score } from "./best";

interface Best {
  /** The best game before this one. */
  readonly best: Score | null;
  readonly isBest: boolean;
  /** Counts this game among those before. */
  readonly next: () => void;
}

/** Return the best game so far, also where the browser keeps none; `score` is null until this game has one. */
export function useBest(score: Score | null): Best {
  const [best, setBest] = useState<Score | null>(keptBest);
  const isBest = score !== null && better(best, score) === score && score !== best;
  useEffect(() => {
    if (isBest) keepBest(score);
  }, [isBest, score]);
  const next = useCallback(() => {
    setBest(better(keptBest(), better(best, score))); // another tab may have kept a better one
  }, [best, score]);
  return { best, isBest, next };
}
