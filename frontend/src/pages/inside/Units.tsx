import { memo } from "react";
import { texts } from "../../texts";
import styles from "./Units.module.css";
import { WeightPicture } from "./WeightPicture";

export interface Unit {
  readonly values: Float32Array;
  readonly scale: number;
}

interface Props {
  readonly units: readonly Unit[];
  /** How far each is lit, 0–1; null where nothing is drawn. */
  readonly lit: readonly number[] | null;
  /** What each adds to the output that is looked at; null where nothing is drawn. */
  readonly parts: readonly number[] | null;
  readonly digit: number;
  readonly chosen: number;
  readonly onChoose: (unit: number) => void;
}

/** The hidden units: what each looks for, how far it is lit, what it says. */
export function Units({ units, lit, parts, digit, chosen, onChoose }: Props) {
  return (
    <ol className={styles.units} aria-label={texts.inside.units}>
      {units.map((unit, i) => (
        <li key={i}>
          <button
            type="button"
            className={styles.unit}
            aria-pressed={i === chosen}
            aria-label={unitText(i, lit, parts, digit)}
            onClick={() => {
              onChoose(i);
            }}
          >
            <span className={styles.picture}>
              <span style={{ opacity: lit === null ? 1 : 0.3 + 0.7 * (lit[i] ?? 0) }}>
                <Picture unit={unit} />
              </span>
            </span>
            <span className={styles.lit}>
              <span style={{ transform: `scaleX(${lit?.[i] ?? 0})` }} />
            </span>
            <span className={partClass(parts?.[i] ?? 0)}>
              {parts === null ? "" : texts.inside.part(parts[i] ?? 0)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Painted again only when the weights change, not with every turn of the pen. */
const Picture = memo(function Picture({ unit }: { unit: Unit }) {
  return <WeightPicture values={unit.values} scale={unit.scale} />;
});

function unitText(i: number, lit: Props["lit"], parts: Props["parts"], digit: number): string {
  if (lit === null || parts === null) return texts.inside.unit(i + 1);
  return texts.inside.unitLit(i + 1, lit[i] ?? 0, parts[i] ?? 0, digit);
}

function partClass(part: number): string | undefined {
  if (Math.abs(part) < 0.05) return styles.silent;
  return part < 0 ? styles.against : styles.for;
}
