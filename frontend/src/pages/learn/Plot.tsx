import type { ReactNode } from "react";
import styles from "./Explorable.module.css";
import { curve, placed, type Frame } from "./maths";

interface Props {
  readonly frame: Frame;
  readonly of: (at: number) => number;
  readonly label: string;
  /** Where on the curve one stands, and where one has stood. */
  readonly at: number;
  readonly trail?: readonly number[];
  readonly children?: ReactNode;
}

/** A curve, and a point on it. */
export function Plot({ frame, of, label, at, trail = [] }: Props) {
  const [x, y] = placed(frame, at, of(at));
  return (
    <svg
      className={styles.plot}
      viewBox={`-8 -8 ${frame.width + 16} ${frame.height + 16}`}
      role="img"
      aria-label={label}
    >
      <path className={styles.axis} d={`M0 0V${frame.height}H${frame.width}`} />
      <path className={styles.curve} d={curve(frame, of)} />
      {trail.map((each, i) => {
        const [cx, cy] = placed(frame, each, of(each));
        return <circle key={i} className={styles.trail} cx={cx} cy={cy} r="3" />;
      })}
      <circle className={styles.point} cx={x} cy={y} r="6" />
    </svg>
  );
}
