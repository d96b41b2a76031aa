import type { SandboxResult } from "../../api/client";
import { digits } from "../../digits";
import { learn } from "../../texts/learn";
import { costLine } from "./costLine";
import styles from "./SandboxOutcome.module.css";

const words = learn.sandbox;

/** Cost, outputs and other digits still read, before the first step and after the last. */
export function SandboxOutcome({ result, label }: { result: SandboxResult | null; label: number }) {
  const first = result?.moments[0];
  const last = result?.moments.at(-1);
  return (
    <div className={styles.moments}>
      <ol className={styles.outputs} aria-label={words.outputs}>
        {digits.map((digit) => {
          const before = first?.outputs[digit] ?? 0;
          const after = last?.outputs[digit] ?? 0;
          return (
            <li key={digit} className={digit === label ? styles.wanted : undefined}>
              <span className="visually-hidden">{words.output(digit, before, after)}</span>
              <span className={styles.column} aria-hidden="true">
                <span className={styles.after} style={{ transform: `scaleY(${after})` }} />
                <span className={styles.before} style={{ bottom: `${before * 100}%` }} />
              </span>
              <span aria-hidden="true">{digit}</span>
            </li>
          );
        })}
      </ol>
      <div className={styles.figures}>
        <svg className={styles.line} viewBox="-2 -2 204 64" role="img" aria-label={words.costs}>
          <path className={styles.axis} d="M0 0V60H200" />
          <path className={styles.cost} d={costLine(result?.moments ?? [], { width: 200, height: 60 })} />
        </svg>
        <p>{first === undefined || last === undefined ? words.noCost : words.cost(first.cost, last.cost)}</p>
        <p className={styles.others}>
          {result === null || first === undefined || last === undefined
            ? ""
            : words.others(first.others_correct, last.others_correct, result.n_others)}
        </p>
      </div>
    </div>
  );
}
