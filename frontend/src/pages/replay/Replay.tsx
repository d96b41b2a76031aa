import type { PenStrokes } from "../../api/client";
import styles from "./Replay.module.css";
import { writingOf } from "./writing";

interface Props {
  readonly strokes: PenStrokes;
  /** Null if an element around it is labelled. */
  readonly label: string | null;
  /** If this number changes, the digit is written anew. */
  readonly turn: number;
  /** Mark where each stroke begins, and its number. */
  readonly isNumbered?: boolean;
}

/** A digit written out as its hand wrote it: the strokes in their order, their direction and their time. */
export function Replay({ strokes, label, turn, isNumbered = true }: Props) {
  return (
    <svg
      className={styles.replay}
      viewBox="-160 -160 1320 1320"
      {...(label === null ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    >
      <g key={turn}>
        {writingOf(strokes).map(({ path, begins_ms, lasts_ms }, i) => (
          <path
            key={i}
            className={styles.stroke}
            d={path}
            pathLength={1}
            style={{ animationDelay: `${begins_ms}ms`, animationDuration: `${lasts_ms}ms` }}
          />
        ))}
      </g>
      {isNumbered &&
        writingOf(strokes).map(({ start, number }, i) => (
          <g key={i}>
            <circle className={styles.start} cx={start.x} cy={start.y} r="26" />
            <text className={styles.number} x={number.x} y={number.y}>
              {i + 1}
            </text>
          </g>
        ))}
    </svg>
  );
}
