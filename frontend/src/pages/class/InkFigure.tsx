import { memo } from "react";
import { inkPath } from "../../api/client";
import type { WallDigit, WallStrokes } from "./wallState";

/** The longer side of a stored drawing. */
const storedSide = 1000;
/** Air around it, so that the pen's width stays inside. */
const air = 90;

interface Props {
  readonly digit: WallDigit;
  readonly label: string;
  readonly className?: string | undefined;
}

/** A digit of the wall, by the lines of its pen; a digit that was sent as a picture by its picture. */
export const InkFigure = memo(
  function InkFigure({ digit, label, className }: Props) {
    const { strokes } = digit;
    if (strokes === null) return <img className={className} src={inkPath(digit.id)} alt={label} />;
    const [width, height] = sizeOf(strokes);
    const left = (width - storedSide) / 2 - air;
    const top = (height - storedSide) / 2 - air;
    const side = storedSide + 2 * air;
    return (
      <svg className={className} viewBox={`${left} ${top} ${side} ${side}`} role="img" aria-label={label}>
        {strokes.map((stroke, i) => (
          <path key={i} d={pathOf(stroke)} />
        ))}
      </svg>
    );
  },
  (before, after) =>
    before.digit.id === after.digit.id &&
    before.label === after.label &&
    before.className === after.className,
);

function sizeOf(strokes: WallStrokes): [width: number, height: number] {
  const points = strokes.flat();
  return [Math.max(0, ...points.map(([x = 0]) => x)), Math.max(0, ...points.map(([, y = 0]) => y))];
}

/** Return the line through the points; a single point is a line of no length, which round caps make a dot. */
function pathOf(stroke: WallStrokes[number]): string {
  const points = stroke.map(([x = 0, y = 0]) => `${x} ${y}`);
  return points.length === 1 ? `M${points[0] ?? ""}h0` : `M${points.join("L")}`;
}
