import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Api, KnownDigits } from "../../api/client";
import { knownDigitsQuery } from "../../api/queries";
import { digits } from "../../digits";
import { texts } from "../../texts";
import styles from "./BreakIt.module.css";
import { activationsOf, decodeBytes, guessOf, side, withoutUnits, type Network } from "../../network/network";

interface Props {
  readonly api: Api;
  readonly network: Network;
  readonly off: ReadonlySet<number>;
  readonly onOff: (off: ReadonlySet<number>) => void;
}

const nAtOnce = 5;
const words = texts.inside.breakIt;

/** Switch hidden units off, and see how many of the known digits of each label the network still reads. */
export function BreakIt({ api, network, off, onOff }: Props) {
  const known = useQuery(knownDigitsQuery(api)).data;
  const lit = useMemo(() => (known === undefined ? null : litBy(network, known)), [network, known]);
  const read = lit && known ? readPerDigit(network, lit, known.labels, off) : null;
  const total = read?.reduce((sum, { correct }) => sum + correct, 0) ?? 0;
  return (
    <section className={styles.break} aria-labelledby="break-it">
      <h2 id="break-it">{words.heading}</h2>
      <p className={styles.note}>{words.note}</p>
      <div className={styles.buttons}>
        <button
          type="button"
          disabled={off.size === network.nHidden}
          onClick={() => {
            onOff(withMore(off, network.nHidden));
          }}
        >
          {words.some(nAtOnce)}
        </button>
        <button
          type="button"
          disabled={off.size === 0}
          onClick={() => {
            onOff(new Set());
          }}
        >
          {words.allOn}
        </button>
      </div>
      <p role="status">
        {read === null ? texts.inside.loading : words.reads(off.size, total, known?.labels.length ?? 0)}
      </p>
      <ol className={styles.digits} aria-label={words.perDigit}>
        {(read ?? []).map(({ correct, count }, digit) => (
          <li key={digit}>
            <span className="visually-hidden">{words.ofDigit(digit, correct, count)}</span>
            <span className={styles.column} aria-hidden="true">
              <span style={{ transform: `scaleY(${count === 0 ? 0 : correct / count})` }} />
            </span>
            <span aria-hidden="true">{digit}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Return the activations for every known digit. They are the same whatever is switched off. */
function litBy(network: Network, { pixels }: KnownDigits): readonly (readonly number[])[] {
  const bytes = decodeBytes(pixels);
  const size = side * side;
  return Array.from({ length: bytes.length / size }, (_, i) =>
    activationsOf(network, bytes.subarray(i * size, (i + 1) * size)),
  );
}

interface Read {
  readonly correct: number;
  readonly count: number;
}

function readPerDigit(
  network: Network,
  lit: readonly (readonly number[])[],
  labels: readonly number[],
  off: ReadonlySet<number>,
): readonly Read[] {
  const read = digits.map(() => ({ correct: 0, count: 0 }));
  lit.forEach((activations, i) => {
    const ofLabel = read[labels[i] ?? 0];
    if (ofLabel === undefined) return;
    ofLabel.count += 1;
    if (guessOf(network, withoutUnits(activations, off)) === labels[i]) ofLabel.correct += 1;
  });
  return read;
}

/** Return these units and a few others, at random. */
function withMore(off: ReadonlySet<number>, nUnits: number): ReadonlySet<number> {
  const others = Array.from({ length: nUnits }, (_, unit) => unit).filter((unit) => !off.has(unit));
  const drawn = others
    .map((unit) => ({ unit, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, nAtOnce);
  return new Set([...off, ...drawn.map(({ unit }) => unit)]);
}
