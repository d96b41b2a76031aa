import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { unwrap } from "../../api/unwrap";
import type { Services } from "../../services";
import { learn } from "../../texts/learn";
import { oddOneInk } from "./oddOne";
import { PredictThenSee } from "./PredictThenSee";

const words = learn.forgetting.predict;

/** Ask what forty steps on one drawing do to 400 others: first comes a guess, then a trial on the served network. */
export function ForgettingQuestion({ services: { api } }: { services: Services }) {
  const [isAsked, setIsAsked] = useState(false);
  const tried = useQuery({
    queryKey: ["forty steps on an odd 1"],
    queryFn: () =>
      unwrap(api.tryLearning({ ink: oddOneInk(), label: 4, steps: 40, learning_rate: 0.3, rehearse: false })),
    enabled: isAsked,
    networkMode: "always",
  }).data;
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
      onGuess={() => {
        setIsAsked(true);
      }}
    />
  );
}

/** Return the option that a share of digits still read bears out: nearly all, more than half, fewer than half. */
function optionFor(share: number): number {
  if (share > 0.9) return 0;
  return share > 0.5 ? 1 : 2;
}
