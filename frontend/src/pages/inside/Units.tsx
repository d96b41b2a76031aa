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
  /** The activation of each, 0–1; null where nothing is drawn. */
  readonly activations: readonly number[] | null;
  /** The contribution of each to the chosen output; null where nothing is drawn. */
  readonly contributions: readonly number[] | null;
  readonly digit: number;
  readonly chosen: number;
  readonly onChoose: (unit: number) => void;
}

/** The hidden units: weights, activation, and contribution to the chosen output. */
export function Units({ units, activations, contributions, digit, chosen, onChoose }: Props) {
  return (
    <ol className={styles.units} aria-label={texts.inside.units}>
      {units.map((unit, i) => (
        <li key={i}>
          <button
            type="button"
            className={styles.unit}
            aria-pressed={i === chosen}
            aria-label={unitText(i, activations, contributions, digit)}
            onClick={() => {
              onChoose(i);
            }}
          >
            <span className={styles.picture}>
              <span style={{ opacity: activations === null ? 1 : 0.3 + 0.7 * (activations[i] ?? 0) }}>
                <Picture unit={unit} />
              </span>
            </span>
            <span className={styles.lit}>
              <span style={{ transform: `scaleX(${activations?.[i] ?? 0})` }} />
            </span>
            <span className={contributionClass(contributions?.[i] ?? 0)}>
              {contributions === null ? "" : texts.inside.part(contributions[i] ?? 0)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The weights' picture, painted again only when they change, not with every turn of the pen. */
const Picture = memo(function Picture({ unit }: { unit: Unit }) {
  return <WeightPicture values={unit.values} scale={unit.scale} />;
});

function unitText(
  i: number,
  activations: Props["activations"],
  contributions: Props["contributions"],
  digit: number,
): string {
  if (activations === null || contributions === null) return texts.inside.unit(i + 1);
  return texts.inside.unitLit(i + 1, activations[i] ?? 0, contributions[i] ?? 0, digit);
}

function contributionClass(contribution: number): string | undefined {
  if (Math.abs(contribution) < 0.05) return styles.silent;
  return contribution < 0 ? styles.against : styles.for;
}
