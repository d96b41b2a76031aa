import type { ReactNode } from "react";
import { texts } from "../../texts";
import { isRead, type Answer, type Verdict } from "./game";
import styles from "./GameView.module.css";

interface Props {
  readonly answers: readonly Answer[];
  readonly label: string;
  /** Stands below an answer. */
  readonly below?: (answer: Answer, at: number) => ReactNode;
}

/** The drawings of a game, small, each with how it was read. */
export function VerdictList({ answers, label, below }: Props) {
  return (
    <ol className={styles.verdicts} aria-label={label}>
      {answers.map((answer, i) => (
        <li key={i} className={isRead(answer) ? styles.read : styles.other}>
          <Drawn answer={answer} />
          <span>{verdictText(answer.verdict, isRead(answer))}</span>
          {below?.(answer, i)}
        </li>
      ))}
    </ol>
  );
}

function Drawn({ answer: { ink, label } }: { answer: Answer }) {
  if ("image" in ink) return null;
  return (
    <svg viewBox="-0.05 -0.05 1.1 1.1" role="img" aria-label={texts.game.drawing(label)}>
      {ink.strokes.map((stroke, i) => (
        <polyline key={i} points={stroke.map(([x, y]) => `${x},${y}`).join(" ")} />
      ))}
    </svg>
  );
}

function verdictText(verdict: Verdict, isRight: boolean): string {
  switch (verdict.kind) {
    case "reading":
      return texts.game.reading;
    case "unread":
      return texts.game.unread;
    case "read":
      return isRight ? texts.game.right : texts.game.wrong(verdict.digit);
  }
}
