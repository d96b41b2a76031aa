import type { Prediction } from "../api/client";
import type { Failure } from "../api/failure";
import { refusalText } from "../refusalText";
import { texts } from "../texts";
import { secondBest, sureness } from "./confidences";
import styles from "./Guess.module.css";
import type { Reading } from "./reader";

interface Props {
  readonly reading: Reading;
  readonly blankWords: string;
  /** While the pen moves, screen readers stay silent: the guess may change with every turn of the line. */
  readonly isDrawing?: boolean;
}

/** The guess, as a large digit and in words. */
export function Guess({ reading, blankWords, isDrawing = false }: Props) {
  const answer = reading.state === "blank" ? null : reading.answer;
  const isUnsure = answer !== null && !answer.certain;
  const isNone = answer !== null && sureness(answer) === "none";
  return (
    <section className={answer === null ? styles.noGuess : styles.guess} aria-labelledby="read">
      <h2 id="read">{texts.read.heading}</h2>
      {answer === null ? (
        <span className={styles.place} />
      ) : (
        <p className={isUnsure ? styles.unsure : styles.digit} aria-hidden="true" data-testid="digit">
          {isNone ? "?" : answer.digit}
        </p>
      )}
      <p
        className={styles.words}
        role="status"
        aria-live={isDrawing ? "off" : "polite"}
        data-state={isDrawing ? "drawing" : reading.state}
      >
        {reading.state === "blank" ? blankWords : readingText(reading)}
      </p>
    </section>
  );
}

function readingText(reading: Exclude<Reading, { state: "blank" }>): string {
  switch (reading.state) {
    case "failed":
      return failureText(reading.failure);
    case "reading":
    case "read":
      if (reading.answer === null) return texts.read.reading;
      return answerText(reading.answer);
  }
}

function answerText(answer: Prediction): string {
  switch (sureness(answer)) {
    case "certain":
      return texts.read.certain(answer.digit);
    case "unsure":
      return texts.read.unsure(answer.digit, secondBest(answer));
    case "none":
      return texts.read.none;
  }
}

function failureText(failure: Failure): string {
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
