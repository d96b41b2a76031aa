import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { knownDigitsQuery, weightsQuery } from "../../api/queries";
import { digits } from "../../digits";
import type { Services } from "../../services";
import { hashOf } from "../../shell/view";
import { texts } from "../../texts";
import { learn } from "../../texts/learn";
import { FollowedNumber } from "../../network/FollowedNumber";
import {
  activationsOf,
  contributions,
  decodeBytes,
  guessOf,
  networkOf,
  strongest,
  sumOf,
} from "../../network/network";
import { useActivations } from "../../prediction/useActivations";
import styles from "./CarriedThrough.module.css";

const size = 784;

/** The drawing on the sheet, or a made-up digit, carried through the network with its real numbers. */
export function CarriedThrough({ services, version }: { services: Services; version: number | undefined }) {
  const drawn = useActivations(services, version);
  const known = useQuery(knownDigitsQuery(services.api)).data;
  const weights = useQuery({
    ...weightsQuery(services.api, version ?? 0),
    enabled: version !== undefined,
  }).data;
  const network = useMemo(() => (weights === undefined ? null : networkOf(weights)), [weights]);
  const pixels = useMemo(() => {
    if (drawn !== null) return decodeBytes(drawn.pixels);
    return known === undefined ? null : decodeBytes(known.pixels).subarray(0, size);
  }, [drawn, known]);
  if (network === null || pixels === null) return <p role="status">{texts.header.loading}</p>;
  const lit = activationsOf(network, pixels);
  const digit = guessOf(network, lit);
  const unit = strongest(contributions(network, lit, digit), 1)[0] ?? 0;
  return (
    <div className={styles.carried}>
      <p>{learn.carried.which(drawn !== null)}</p>
      <div className={styles.bars}>
        <Bars label={learn.carried.units} values={lit} />
        <Bars
          label={learn.carried.outputs}
          values={digits.map((of) => sumOf(network, lit, of).output)}
          isNumbered
        />
      </div>
      <FollowedNumber {...{ network, pixels, unit, digit }} activations={lit} />
      <p>
        <a href={hashOf("inside", unit + 1)}>{learn.carried.more(unit + 1)}</a>
      </p>
    </div>
  );
}

function Bars({
  label,
  values,
  isNumbered = false,
}: {
  label: string;
  values: readonly number[];
  isNumbered?: boolean;
}) {
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <ol className={styles.row}>
        {values.map((value, i) => (
          <li key={i}>
            <span className="visually-hidden">{learn.carried.bar(i, value, isNumbered)}</span>
            <span className={styles.column} aria-hidden="true">
              <span style={{ height: `${value * 100}%` }} />
            </span>
            {isNumbered && <span aria-hidden="true">{i}</span>}
          </li>
        ))}
      </ol>
    </figure>
  );
}
