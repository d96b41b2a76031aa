import type { OwnDigit, Prediction } from "../api/client";
import type { Failure } from "../api/failure";
import { DigitInk } from "../DigitInk";
import { refusalText } from "../refusalText";
import { texts } from "../texts";
import { looksLikeNone, secondBest, sureness } from "./confidences";
import styles from "./Guess.module.css";
import type { Reading } from "./reader";

interface Props {
  readonly reading: Reading;
  readonly blankWords: string;
  /** While the pen moves, screen readers stay silent: the guess may change with every turn of the line. */
  readonly isDrawing?: boolean;
}

/** Longer texts have the place of the digit, too. If it is larger, they run over what stands below. */
const longWords = 120;

/** The guess, as a large digit and in words. */
export function Guess({ reading, blankWords, isDrawing = false }: Props) {
  const answer = reading.state === "blank" ? null : reading.answer;
  const isUnsure = answer !== null && !answer.certain;
  const isByMemory = answer?.hand?.changed === true && reading.state !== "failed";
  const isLong = reading.state === "blank" && blankWords.length > longWords;
  const isNone = answer !== null && sureness(answer) === "none";
  return (
    <section className={sectionClass(answer !== null, isLong)} aria-labelledby="read">
      <h2 id="read">{texts.read.heading}</h2>
      {answer === null ? (
        !isLong && <span className={styles.place} />
      ) : (
        <p className={isUnsure ? styles.unsure : styles.digit} aria-hidden="true" data-testid="digit">
          {isNone ? "?" : answer.digit}
        </p>
      )}
      <div className={styles.words}>
        <div
          role="status"
          aria-live={isDrawing ? "off" : "polite"}
          data-state={isDrawing ? "drawing" : reading.state}
        >
          <p>{reading.state === "blank" ? blankWords : readingText(reading)}</p>
          {isByMemory && <p className={styles.memory}>{memoryText(answer)}</p>}
        </div>
        {isByMemory && <Because digits={answer.because} />}
      </div>
    </section>
  );
}

function sectionClass(hasGuess: boolean, isLong: boolean): string | undefined {
  if (hasGuess) return styles.guess;
  return isLong ? styles.news : styles.noGuess;
}

/** The person's own drawings that decided the guess. */
function Because({ digits }: { digits: readonly OwnDigit[] }) {
  return (
    <ul className={styles.because}>
      {digits.map(({ id, label }) => (
        <li key={id} className="ink-on-sheet">
          <DigitInk id={id} alt={texts.read.ownDrawing(label)} />
        </li>
      ))}
    </ul>
  );
}

function memoryText({ network, digit }: Prediction): string {
  return texts.read.byOwnMemory(looksLikeNone(network) ? null : network.digit, digit);
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
