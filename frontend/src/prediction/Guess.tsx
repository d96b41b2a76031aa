import type { ReactNode } from "react";
import type { OwnDigit, Prediction } from "../api/client";
import { DigitInk } from "../DigitInk";
import { texts } from "../texts";
import { looksLikeNone, minMentioned, secondBest, secondToOffer, sureness } from "./confidences";
import { failureText } from "./failureText";
import styles from "./Guess.module.css";
import type { Reading } from "./reader";

interface Props {
  readonly reading: Reading;
  readonly blankWords: string;
  /** While the pen moves, screen readers stay silent: the guess may change with every turn of the line. */
  readonly isDrawing?: boolean;
  /** Said in place of the guess in words, while another hand writes. */
  readonly ghostWords?: string | null;
  /** Shown while the sheet is blank: the drawing that was corrected last, read anew. */
  readonly proof?: ReactNode;
  readonly proofWords?: string | null;
}

/** Texts of more characters than this also get the place of the digit. If larger, texts run over what stands below. */
const longWords = 120;

/** The guess, as a large digit and in words. */
export function Guess({
  reading,
  blankWords,
  isDrawing = false,
  ghostWords = null,
  proof,
  proofWords = null,
}: Props) {
  const answer = reading.state === "blank" ? null : reading.answer;
  const isUnsure = answer !== null && !answer.certain;
  const isByMemory = answer?.hand?.changed === true && reading.state !== "failed";
  const hasProof = reading.state === "blank" && proof !== undefined && proof !== null;
  const isLong = reading.state === "blank" && !hasProof && blankWords.length > longWords;
  const isQuiet = isDrawing || ghostWords !== null;
  return (
    <section className={sectionClass(answer !== null || hasProof, isLong)} aria-labelledby="read">
      <h2 id="read">{texts.read.heading}</h2>
      {hasProof && proof}
      {!hasProof && answer === null && !isLong && <span className={styles.place} />}
      {answer !== null && (
        <p className={isUnsure ? styles.unsure : styles.digit} aria-hidden="true" data-testid="digit">
          {largeText(answer, isQuiet)}
        </p>
      )}
      <div className={hasProof || isLong || isByMemory ? styles.manyWords : styles.words}>
        <div
          role="status"
          aria-live={isQuiet ? "off" : "polite"}
          data-state={isQuiet ? "drawing" : reading.state}
        >
          <p>{ghostWords ?? (reading.state === "blank" ? blankWords : readingText(reading, isDrawing))}</p>
          {hasProof && <p>{proofWords}</p>}
          {isByMemory && <p className={styles.memory}>{memoryText(answer)}</p>}
        </div>
        {isByMemory && <Because digits={answer.because} />}
      </div>
    </section>
  );
}

/** Return the guess. Without one return "?", but nothing while the pen moves: half a digit often looks like none. */
function largeText(answer: Prediction, isUnderWay: boolean): string {
  const how = sureness(answer);
  const isGuess = how !== "none" && how !== "several";
  if (isGuess) return String(answer.digit);
  return isUnderWay ? "" : "?";
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

function readingText(reading: Exclude<Reading, { state: "blank" }>, isDrawing: boolean): string {
  switch (reading.state) {
    case "failed":
      return failureText(reading.failure, reading.ink);
    case "reading":
    case "read":
      if (reading.answer === null) return texts.read.reading;
      return answerText(reading.answer, isDrawing);
  }
}

function answerText(answer: Prediction, isDrawing: boolean): string {
  switch (sureness(answer)) {
    case "certain":
      return certainText(answer);
    case "several":
      return isDrawing ? texts.read.reading : texts.read.several(answer.n_seen);
    case "unusual":
      return texts.read.unusual(answer.digit);
    case "unsure":
      return texts.read.unsure(answer.digit, secondToOffer(answer));
    case "none":
      return isDrawing ? texts.read.reading : texts.read.none;
  }
}

function certainText(answer: Prediction): string {
  const second = secondBest(answer);
  const confidence = answer.confidences[second] ?? 0;
  return confidence < minMentioned
    ? texts.read.certain(answer.digit)
    : texts.read.certainBut(answer.digit, second, confidence);
}
