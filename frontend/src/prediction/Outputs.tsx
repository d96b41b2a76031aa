import type { ReactNode } from "react";
import type { Prediction } from "../api/client";
import { texts } from "../texts";
import { guessedDigit, correctedOutputs, outputsOf } from "./confidences";
import styles from "./Outputs.module.css";

interface Props {
  readonly answer: Prediction | null;
  /** The picture of the network, whose lines end at the bars. */
  readonly figure: ReactNode;
  /** The address of the page that shows its inside. */
  readonly insideAddress: string;
  /** The address of the chapter on the second memory. */
  readonly memoriesAddress: string;
  /** Which digit of a number is shown; null for a single digit. */
  readonly which?: string | null;
}

/** The network at work, and its ten outputs as bars, with a note that they are no probabilities, and whose they are. */
export function Outputs({ answer, figure, insideAddress, memoriesAddress, which = null }: Props) {
  const guess = guessedDigit(answer);
  const alone = correctedOutputs(answer);
  const isOfBoth = alone.some((output) => output !== null);
  return (
    <section className={styles.outputs} aria-labelledby="outputs" data-answered={answer !== null}>
      <h3 id="outputs">{texts.read.network}</h3>
      <div className={styles.network}>
        <a className={styles.figure} href={insideAddress} aria-label={texts.read.lookInside}>
          {figure}
        </a>
        <ol className={styles.list} aria-label={texts.read.outputs}>
          {outputsOf(answer).map(({ digit, confidence }) => (
            <li key={digit} className={digit === guess ? styles.guessed : styles.output}>
              <span className={styles.digit}>{digit}</span>
              <span className={styles.track}>
                <span className={styles.bar} style={{ transform: `scaleX(${confidence})` }} />
                <Alone output={alone[digit] ?? null} />
              </span>
              <span className={styles.percent}>{answer === null ? "" : texts.read.percent(confidence)}</span>
            </li>
          ))}
        </ol>
      </div>
      {which !== null && <p className={styles.which}>{which}</p>}
      <p className={styles.note}>
        {isOfBoth ? (
          <>
            {texts.read.outputsOfBoth}{" "}
            <a className={styles.why} href={memoriesAddress}>
              {texts.read.whyTwoMemories}
            </a>
          </>
        ) : (
          texts.read.outputsNote
        )}
      </p>
    </section>
  );
}

/** A mark where the bar of everybody's network alone would end. */
function Alone({ output }: { output: number | null }) {
  return output === null ? null : <span className={styles.alone} style={{ left: `${output * 100}%` }} />;
}
