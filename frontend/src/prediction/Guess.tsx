import type { Failure } from "../api/failure";
import { refusalText } from "../refusalText";
import { texts } from "../texts";
import { secondBest } from "./confidences";
import styles from "./Guess.module.css";
import type { Reading } from "./reader";

/** What the network reads, as large as it deserves, and in words. */
export function Guess({ reading, blankWords }: { reading: Reading; blankWords: string }) {
  const answer = reading.state === "blank" ? null : reading.answer;
  const isUnsure = answer !== null && !answer.certain;
  return (
    <section className={answer === null ? styles.noGuess : styles.guess} aria-labelledby="read">
      <h2 id="read">{texts.read.heading}</h2>
      {answer !== null && (
        <p className={isUnsure ? styles.unsure : styles.digit} aria-hidden="true" data-testid="digit">
          {answer.digit}
        </p>
      )}
      <p className={styles.words} role="status" data-state={reading.state}>
        {reading.state === "blank" ? blankWords : wordsFor(reading)}
      </p>
    </section>
  );
}

function wordsFor(reading: Exclude<Reading, { state: "blank" }>): string {
  switch (reading.state) {
    case "failed":
      return failureWords(reading.failure);
    case "reading":
    case "read":
      if (reading.answer === null) return texts.read.reading;
      return reading.answer.certain
        ? texts.read.certain(reading.answer.digit)
        : texts.read.unsure(reading.answer.digit, secondBest(reading.answer));
  }
}

function failureWords(failure: Failure): string {
  switch (failure.kind) {
    case "away":
      return texts.read.failures.away;
    case "busy":
      return failure.reason === "throttled"
        ? texts.read.failures.throttled(failure.wait_s)
        : texts.read.failures.unavailable;
    case "refused":
      return refusalText(failure.code, failure.detail);
  }
}
