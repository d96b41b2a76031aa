import { texts } from "../../texts";
import { curvePath, place, type Frame } from "../chart";
import styles from "./Explorable.module.css";

/** An axis: its name, and the values that are written beside it. */
export interface Axis {
  readonly name: string;
  readonly ticks: readonly number[];
}

interface Props {
  readonly frame: Frame;
  readonly f: (x: number) => number;
  readonly label: string;
  readonly axes: { readonly x: Axis; readonly y: Axis };
  /** The x of the point on the curve, and of the points before it. */
  readonly at: number;
  readonly trail?: readonly number[];
}

/** A curve with its axes, and a point on it. */
export function Plot({ frame, f, label, axes, at, trail = [] }: Props) {
  const { x, y } = place(frame, at, f(at));
  const { left = 0, top = 0, bottom = 0, right = 0, width, height } = frame;
  return (
    <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path className={styles.axis} d={`M${left} ${top}V${height - bottom}H${width - right}`} />
      {axes.x.ticks.map((tick) => (
        <text
          key={tick}
          className={styles.tick}
          x={place(frame, tick, 0).x}
          y={height - bottom + 14}
          textAnchor="middle"
        >
          {texts.number(tick)}
        </text>
      ))}
      {axes.y.ticks.map((tick) => (
        <text
          key={tick}
          className={styles.tick}
          x={left - 6}
          y={place(frame, 0, tick).y + 4}
          textAnchor="end"
        >
          {texts.number(tick)}
        </text>
      ))}
      <text className={styles.name} x={width - right} y={height - 3} textAnchor="end">
        {axes.x.name}
      </text>
      <text className={styles.name} x={left + 6} y={top + 8}>
        {axes.y.name}
      </text>
      <path className={styles.curve} d={curvePath(frame, f)} />
      {trail.map((before, i) => {
        const point = place(frame, before, f(before));
        return <circle key={i} className={styles.trail} cx={point.x} cy={point.y} r="3" />;
      })}
      <circle className={styles.point} cx={x} cy={y} r="6" />
    </svg>
  );
}
