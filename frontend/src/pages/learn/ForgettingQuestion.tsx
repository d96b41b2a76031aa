import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { untilAnswered } from "../../api/queries";
import { ApiError, unwrap } from "../../api/unwrap";
import type { Services } from "../../services";
import { learn } from "../../texts/learn";
import { failureText } from "./failureText";
import { oddOneInk } from "./oddOne";
import { PredictThenSee } from "./PredictThenSee";

const words = learn.forgetting.predict;

interface Props {
  readonly services: Services;
  /** The version that reads, which is asked. */
  readonly version: number | undefined;
}

/** Ask what forty steps on one drawing do to 400 others: first comes a guess, then a trial on the served network. */
export function ForgettingQuestion({ services: { api }, version }: Props) {
  // The version of the first guess: an answer that is being read stays when the next version takes over.
  const [asked, setAsked] = useState<{ readonly version: number | undefined } | null>(null);
  const { data: tried, error } = useQuery({
    queryKey: ["forty steps on an odd 1", asked?.version],
    queryFn: () =>
      unwrap(api.tryLearning({ ink: oddOneInk(), label: 4, steps: 40, learning_rate: 0.3, rehearse: false })),
    enabled: asked !== null,
    staleTime: Infinity,
    refetchInterval: untilAnswered,
    networkMode: "always",
    retry: false,
  });
  const last = tried?.moments.at(-1);
  const share = tried === undefined || last === undefined ? null : last.others_correct / tried.n_others;
  return (
    <PredictThenSee
      question={words.question}
      options={words.options}
      right={share === null ? null : optionFor(share)}
      answer={
        tried === undefined || last === undefined ? null : words.answer(last.others_correct, tried.n_others)
      }
      problem={error instanceof ApiError ? failureText(error.failure) : null}
      onGuess={() => {
        setAsked((before) => before ?? { version });
      }}
    />
  );
}

/** Return the option that a share of digits still read bears out: nearly all, more than half, fewer than half. */
function optionFor(share: number): number {
  if (share > 0.9) return 0;
  return share > 0.5 ? 1 : 2;
}
