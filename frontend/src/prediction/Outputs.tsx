import type { Prediction } from "../api/client";
import { texts } from "../texts";
import { outputsOf } from "./confidences";
import styles from "./Outputs.module.css";

/** The ten outputs as bars, with a note that they are no probabilities. */
export function Outputs({ answer }: { answer: Prediction | null }) {
  return (
    <section className={styles.outputs} aria-labelledby="outputs" data-answered={answer !== null}>
      <h3 id="outputs">{texts.read.outputs}</h3>
      <ol className={styles.list}>
        {outputsOf(answer).map(({ digit, confidence }) => (
          <li key={digit} className={digit === answer?.digit ? styles.guessed : styles.output}>
            <span className={styles.digit}>{digit}</span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ transform: `scaleX(${confidence})` }} />
            </span>
            <span className={styles.percent}>{answer === null ? "" : texts.read.percent(confidence)}</span>
          </li>
        ))}
      </ol>
      <p className={styles.note}>{texts.read.outputsNote}</p>
    </section>
  );
}
