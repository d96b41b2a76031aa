import type { ReactNode } from "react";
import { AnswerToGuess } from "../../../teaching/AnswerToGuess";
import styles from "../../../teaching/Teach.module.css";
import { texts } from "../../../texts";
import type { ShownNumber } from "./useNumber";

interface Props {
  readonly number: ShownNumber;
  readonly isDrawing: boolean;
  readonly onConfirm: () => void;
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** "Yes, it is 42", which verifies every digit; below it the buttons 0 to 9, which say what the selected digit is. */
export function TeachNumber({ number, isDrawing, onConfirm, describedBy, children }: Props) {
  const { labels, selected, isOfInk, choose } = number;
  return (
    <AnswerToGuess
      yes={
        <button
          type="button"
          className={styles.yes}
          aria-describedby={describedBy}
          disabled={isDrawing || !isOfInk}
          onClick={onConfirm}
        >
          {texts.severalDigits.yes(labels.join(""))}
        </button>
      }
      no={
        selected === null ? texts.severalDigits.no : texts.severalDigits.correct(selected + 1, labels.length)
      }
      isNoTold
      disabled={selected === null}
      onChoose={choose}
    >
      {children}
    </AnswerToGuess>
  );
}
