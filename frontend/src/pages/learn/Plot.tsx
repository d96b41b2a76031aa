import { curvePath, place, type Frame } from "../chart";
import styles from "./Explorable.module.css";

interface Props {
  readonly frame: Frame;
  readonly f: (x: number) => number;
  readonly label: string;
  /** The x of the point on the curve, and of the points before it. */
  readonly at: number;
  readonly trail?: readonly number[];
}

/** A curve, and a point on it. */
export function Plot({ frame, f, label, at, trail = [] }: Props) {
  const { x, y } = place(frame, at, f(at));
  return (
    <svg
      className={styles.plot}
      viewBox={`-8 -8 ${frame.width + 16} ${frame.height + 16}`}
      role="img"
      aria-label={label}
    >
      <path className={styles.axis} d={`M0 0V${frame.height}H${frame.width}`} />
      <path className={styles.curve} d={curvePath(frame, f)} />
      {trail.map((before, i) => {
        const point = place(frame, before, f(before));
        return <circle key={i} className={styles.trail} cx={point.x} cy={point.y} r="3" />;
      })}
      <circle className={styles.point} cx={x} cy={y} r="6" />
    </svg>
  );
}
